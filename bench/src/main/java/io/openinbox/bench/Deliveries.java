package io.openinbox.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signed deliveries as X makes them: a new message of one of many people, with the profile X adds. */
final class Deliveries implements Job.Source {

    static final int PEOPLE = Dataset.PEOPLE_OF_ANY_TEAM;

    private static final long SNOWFLAKE_EPOCH = 1_288_834_974_657L;

    private final SecretKeySpec key;
    private final int teams;
    private final Queue<byte[]> stock = new ArrayDeque<>();
    private long count;

    /** @param teams how many teams take turns */
    Deliveries(String consumerSecret, int teams) {
        this.key = new SecretKeySpec(consumerSecret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        this.teams = teams;
    }

    @Override
    public byte[] next() {
        byte[] stocked = stock.poll();
        return stocked == null ? make() : stocked;
    }

    @Override
    public void stock(int requests) {
        while (stock.size() < requests) {
            stock.add(make());
        }
    }

    private byte[] make() {
        var random = ThreadLocalRandom.current();
        return of(1 + random.nextInt(teams), 1 + random.nextInt(PEOPLE), freshPlatformId());
    }

    String freshPlatformId() {
        return Long.toString(((System.currentTimeMillis() - SNOWFLAKE_EPOCH) << 22) | (count++ & 0x3fffff));
    }

    byte[] of(int team, int person, String platformId) {
        String body = """
                {"data":{"event_uuid":"%1$s","filter":{"user_id":"%2$s"},"event_type":"dm.received","payload":{\
                "direct_message_events":[{"type":"message_create","id":"%1$s","created_timestamp":"%3$d","message_create":{\
                "target":{"recipient_id":"%2$s"},"sender_id":"%4$s","message_data":{"text":"Is this still available? (%1$s)",\
                "entities":{"hashtags":[],"symbols":[],"user_mentions":[],"urls":[]}}}}],"users":{"%4$s":{"data":{"id":"%4$s",\
                "name":"Person %4$s","username":"person_%4$s","description":"ceramics","verified":false,"protected":false,\
                "location":"Oslo","profile_image_url":"https://pbs.example/p_normal.jpg","public_metrics":{\
                "followers_count":97,"following_count":12,"tweet_count":50,"listed_count":0,"like_count":5}}}}}}}\
                """.formatted(
                        platformId,
                        Dataset.accountPlatformId(team, 1),
                        System.currentTimeMillis(),
                        Dataset.personPlatformId(team, person));
        return Requests.postJson("/hooks/x", Map.of("x-twitter-webhooks-signature", signature(body)), body);
    }

    private String signature(String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return "sha256=" + Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
