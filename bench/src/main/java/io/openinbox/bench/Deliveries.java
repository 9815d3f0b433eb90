package io.openinbox.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signed deliveries as X makes them: a new message of one of many people, with the profile X adds. */
final class Deliveries {

    private static final long SNOWFLAKE_EPOCH = 1_288_834_974_657L;

    private final SecretKeySpec key;
    private final AtomicLong count = new AtomicLong();

    Deliveries(String consumerSecret) {
        key = new SecretKeySpec(consumerSecret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /** @param teams how many teams take turns */
    String next(int teams) {
        var random = ThreadLocalRandom.current();
        String account = Integer.toString(Dataset.FIRST_ACCOUNT + 1 + random.nextInt(teams));
        String person = Integer.toString(5_000_000 + random.nextInt(Dataset.PEOPLE));
        long now = System.currentTimeMillis();
        long id = ((now - SNOWFLAKE_EPOCH) << 22) | (count.incrementAndGet() & 0x3fffff);
        return """
                {"data":{"event_uuid":"%1$d","filter":{"user_id":"%2$s"},"event_type":"dm.received","payload":{\
                "direct_message_events":[{"type":"message_create","id":"%1$d","created_timestamp":"%3$d","message_create":{\
                "target":{"recipient_id":"%2$s"},"sender_id":"%4$s","message_data":{"text":"Is this still available? (%1$d)",\
                "entities":{"hashtags":[],"symbols":[],"user_mentions":[],"urls":[]}}}}],"users":{"%4$s":{"data":{"id":"%4$s",\
                "name":"Person %4$s","username":"person_%4$s","description":"ceramics","verified":false,"protected":false,\
                "location":"Oslo","profile_image_url":"https://pbs.example/p_normal.jpg","public_metrics":{\
                "followers_count":97,"following_count":12,"tweet_count":50,"listed_count":0,"like_count":5}}}}}}}\
                """.formatted(id, account, now, person);
    }

    String signature(String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return "sha256=" + Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
