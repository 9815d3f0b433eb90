package io.openinbox.connector.x;

import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.platform.Deliveries;
import io.openinbox.platform.Direction;
import io.openinbox.platform.Inbound;
import io.openinbox.platform.Inbound.Disconnected;
import io.openinbox.platform.Inbound.GroupMessage;
import io.openinbox.platform.Inbound.Message;
import io.openinbox.platform.Inbound.Unknown;
import io.openinbox.platform.ProfileFacts;
import io.openinbox.platform.ProfileFacts.Kind;
import io.openinbox.platform.ProfileFacts.Verification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What X posts to the webhook, and what it asks there. */
final class XDeliveriesTest {

    private static final String SECRET = "consumer-secret";
    private static final String ACCOUNT = "1111111111";
    private static final String PERSON = "2222222222";

    @AutoClose
    private final XConnector connector = connector(SECRET);

    private final Deliveries deliveries = connector.deliveries();

    private static XConnector connector(String consumerSecret) {
        return new XConnector(
                new XSettings("https://x.invalid", XSettings.AUTHORIZE_URL, null, null, consumerSecret, null),
                new SettableClock(),
                Duration.ofSeconds(1));
    }

    private static byte[] sample(String name) {
        try (var in = XDeliveriesTest.class.getResourceAsStream(name + ".json")) {
            return Objects.requireNonNull(in).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Inbound> read(String body) {
        return deliveries.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private Message readMessage(String body) {
        return (Message) read(body).getFirst();
    }

    private static String hmac(byte[] message) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "sha256=" + Base64.getEncoder().encodeToString(mac.doFinal(message));
    }

    private static String received(String event) {
        return """
                {"data":{"event_uuid":"1","filter":{"user_id":"1111111111"},"event_type":"dm.received",
                 "payload":{"direct_message_events":[%s]}}}""".formatted(event);
    }

    private static String event(String id, String text) {
        return """
                {"type":"message_create","id":"%s","message_create":{"target":{"recipient_id":"1111111111"},
                 "sender_id":"2222222222","message_data":{"text":"%s"}}}""".formatted(id, text);
    }

    // Challenge

    @Test
    void a_challenge_is_answered_with_its_hmac() throws Exception {
        var token = "Ab_9=+/-".repeat(25);

        assertThat(deliveries.answerChallenge(Map.of("crc_token", token, "nonce", "x")))
                .contains("{\"response_token\":\"" + hmac(token.getBytes(StandardCharsets.UTF_8)) + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"data\":1}", "a b", "a\"", "a\n", "é", "[1]"})
    void a_challenge_that_could_be_a_body_is_not_answered(String token) {
        assertThat(deliveries.answerChallenge(Map.of("crc_token", token))).isEmpty();
    }

    @Test
    void a_challenge_that_is_too_long_or_missing_is_not_answered() {
        assertThat(deliveries.answerChallenge(Map.of("crc_token", "a".repeat(201))))
                .isEmpty();
        assertThat(deliveries.answerChallenge(Map.of())).isEmpty();
    }

    // Signature

    @Test
    void a_signed_body_is_authentic() throws Exception {
        var body = sample("dm-received");
        var signature = hmac(body);

        assertThat(deliveries.isAuthentic(Map.of("x-twitter-webhooks-signature", signature)::get, body))
                .isTrue();
        assertThat(deliveries.isAuthentic(
                        Map.of("x-twitter-webhooks-signature", signature.replace("sha256=", ""))::get, body))
                .isFalse();
        body[40]++;
        assertThat(deliveries.isAuthentic(Map.of("x-twitter-webhooks-signature", signature)::get, body))
                .isFalse();
        assertThat(deliveries.isAuthentic(_ -> null, body)).isFalse();
    }

    @Test
    void the_answer_to_a_challenge_is_no_signature_of_a_body() throws Exception {
        var body = "1234".getBytes(StandardCharsets.UTF_8);
        var signature = hmac(body);

        assertThat(deliveries.isAuthentic(_ -> signature, body)).isFalse();
    }

    @Test
    void without_a_consumer_secret_nothing_is_authentic_and_nothing_answered() throws Exception {
        try (var unset = connector("")) {
            var body = sample("dm-received");
            var signature = hmac(body);
            assertThat(unset.deliveries().isAuthentic(_ -> signature, body)).isFalse();
            assertThat(unset.deliveries().answerChallenge(Map.of("crc_token", "abc")))
                    .isEmpty();
        }
    }

    // Messages

    @Test
    void a_received_message_is_read_with_its_link_media_and_sender() {
        var message = (Message) deliveries.read(sample("dm-received")).getFirst();

        assertThat(message.accountPlatformId()).isEqualTo(ACCOUNT);
        assertThat(message.personPlatformId()).isEqualTo(PERSON);
        assertThat(message.conversationPlatformId()).isEqualTo("1111111111:2222222222");
        assertThat(message.platformId()).isEqualTo("1990000000000000777");
        assertThat(message.direction()).isEqualTo(Direction.INBOUND);
        assertThat(message.at()).isEqualTo(Instant.ofEpochMilli(1790000000123L));
        assertThat(message.text()).isEqualTo("Is this <still> available? 🙂 https://shop.example/a?b=1&c=2 &amp; more");
        assertThat(message.encrypted()).isFalse();
        assertThat(message.entities()).isEqualTo("""
                        {"urls":[{"url":"https://shop.example/a?b=1&c=2","displayUrl":"shop.example/a?b=1&c=2",\
                        "indices":{"start":29,"end":59}}],"postShares":[],"mentions":[],"hashtags":[],"cashtags":[],\
                        "format":[]}""");
        assertThat(message.attachment()).isEqualTo("""
                        {"kind":"image","type":"photo","mediaId":"1990000000000000555",\
                        "url":"https://ton.example/dm/1/2/a.jpg","posterUrl":null,"width":800,"height":600,\
                        "durationMillis":null,"alt":null,"sizes":{"large":{"w":800,"h":600,"resize":"fit"}}}""");
        assertThat(message.person())
                .isEqualTo(new ProfileFacts(
                        PERSON,
                        "rosalind_x",
                        "Rosa & Lind",
                        "https://pbs.example/p_normal.jpg",
                        "ceramics https://rosa.example/bio",
                        "Oslo",
                        "https://rosa.example",
                        "https://x.com/i/user/2222222222",
                        Verification.BUSINESS,
                        Kind.BUSINESS,
                        false,
                        97L,
                        12L,
                        50L,
                        5L,
                        0L,
                        Instant.parse("2019-03-02T10:00:00Z"),
                        """
                        {"isVerifiedBlue":false,"isVerifiedGold":true,"isVerifiedGray":false,"professionalCategory":null,\
                        "urlEntities":[{"url":"https://t.co/web1234567","expandedUrl":"https://rosa.example",\
                        "displayUrl":"rosa.example","indices":[0,23]},{"url":"https://t.co/bio1234567",\
                        "expandedUrl":"https://rosa.example/bio","displayUrl":"rosa.example/bio","indices":[9,32]}],\
                        "bannerUrl":"https://pbs.example/banner","tweetsCount":50,"favoritesCount":5,"rawData":null}"""));
    }

    @Test
    void a_sent_message_is_an_echo_whose_time_is_in_its_id() {
        var message = (Message) deliveries.read(sample("dm-sent")).getFirst();

        assertThat(message.direction()).isEqualTo(Direction.OUTBOUND);
        assertThat(message.personPlatformId()).isEqualTo("999");
        assertThat(message.conversationPlatformId()).isEqualTo("999:1111111111");
        assertThat(message.platformId()).isEqualTo("1990000000000000888");
        assertThat(message.at()).isEqualTo(Instant.ofEpochMilli((1990000000000000888L >> 22) + 1288834974657L));
        assertThat(message.person()).isNull();
        assertThat(message.attachment()).isNull();
        assertThat(message.entities()).isNull();
    }

    @Test
    void an_older_body_is_read_and_one_broken_message_does_not_lose_the_others() {
        var read = deliveries.read(sample("account-activity"));

        assertThat(read).hasSize(4);
        assertThat(read.get(3)).isInstanceOf(Inbound.Read.class);
        assertThat(read.get(0)).isInstanceOfSatisfying(Message.class, message -> {
            assertThat(message.text()).isEqualTo("Look at this, @Our_Shop");
            assertThat(message.entities()).isEqualTo("""
                            {"urls":[],"postShares":[],"mentions":[{"username":"our_shop","displayName":"Our shop",\
                            "platformId":"1111111111","indices":{"start":14,"end":23}}],"hashtags":[],"cashtags":[],\
                            "format":[]}""");
            assertThat(message.attachment())
                    .contains("\"kind\":\"video\"", "\"durationMillis\":3500", "https://video.example/v.mp4");
            var person = Objects.requireNonNull(message.person());
            assertThat(person.username()).isEqualTo("rosalind_x");
            assertThat(person.image()).isEqualTo("https://pbs.example/p_normal.jpg");
            assertThat(person.isProtected()).isTrue();
            assertThat(person.postCount()).isEqualTo(50);
            assertThat(person.followingCount()).isEqualTo(12);
            assertThat(person.platformCreatedAt()).isEqualTo(Instant.ofEpochMilli(1422556069340L));
        });
        assertThat(read.get(1)).isInstanceOfSatisfying(Unknown.class, unknown -> {
            assertThat(unknown.accountPlatformId()).isEqualTo(ACCOUNT);
            assertThat(unknown.reason()).isEqualTo("a direct message without an id");
            assertThat(unknown.raw()).contains("lost");
        });
        assertThat(((Message) read.get(2)).text()).isEqualTo("Second");
    }

    @Test
    void an_encrypted_message_says_that_it_is_one() {
        var message = (Message) deliveries.read(sample("chat-received")).getFirst();

        assertThat(message)
                .isEqualTo(new Message(
                        ACCOUNT,
                        PERSON,
                        "1111111111:2222222222",
                        "e4f4d3fc-0000-4000-8000-000000000001",
                        Direction.INBOUND,
                        Instant.ofEpochMilli(1790000003000L),
                        "Encrypted message: open it in X",
                        true,
                        null,
                        null,
                        null));
    }

    @Test
    void an_encrypted_message_of_ours_is_outbound() {
        var body = new String(sample("chat-received"), StandardCharsets.UTF_8)
                .replace("chat.received", "chat.sent")
                .replace("\"sender_id\":\"2222222222\"", "\"sender_id\":\"1111111111\"");

        assertThat(readMessage(body).direction()).isEqualTo(Direction.OUTBOUND);
        assertThat(readMessage(body).personPlatformId()).isEqualTo(PERSON);
    }

    @Test
    void a_group_is_no_conversation_with_a_person() {
        var inTarget = read(received("""
                {"type":"message_create","id":"1990000000000000777","message_create":{"sender_id":"2222222222",
                 "target":{"group_id":"1550000000000000000"},"message_data":{"text":"Hello all"}}}"""));
        var byConversation = read(received(event("1990000000000000777", "Hello all")
                .replace(
                        "\"message_create\":{",
                        "\"dm_conversation_id\":\"1550000000000000000\",\"message_create\":{")));
        var byParticipants = read(received(event("1990000000000000777", "Hello all")
                .replace("\"message_create\":{", "\"participant_ids\":[\"1\",\"2\",\"3\"],\"message_create\":{")));
        var chat = read(new String(sample("chat-received"), StandardCharsets.UTF_8)
                .replace("2222222222:1111111111", "g1550000000000000000"));

        for (var group : List.of(inTarget, byConversation, byParticipants)) {
            assertThat(group).singleElement().isInstanceOfSatisfying(GroupMessage.class, message -> {
                assertThat(message.accountPlatformId()).isEqualTo(ACCOUNT);
                assertThat(message.platformId()).isEqualTo("1990000000000000777");
                assertThat(message.raw()).contains("Hello all");
            });
        }
        assertThat(chat).singleElement().isInstanceOf(GroupMessage.class);
    }

    @Test
    void one_delivery_can_hold_several_events() {
        var one = received(event("1", "One")).replaceFirst("^\\{\"data\":", "").replaceFirst("}$", "");
        var two = received(event("2", "Two")).replaceFirst("^\\{\"data\":", "").replaceFirst("}$", "");

        var read = read("{\"data\":[" + one + ",17," + two + "]}");

        assertThat(read).hasSize(3);
        assertThat(((Message) read.get(0)).text()).isEqualTo("One");
        assertThat(read.get(1)).isInstanceOf(Unknown.class);
        assertThat(((Message) read.get(2)).text()).isEqualTo("Two");
    }

    @Test
    void what_the_database_cannot_hold_is_replaced() {
        var message = readMessage(received(event("1990000000000000777", "a\\u0000b\\ud83dc\\ude42d\\ud83d\\ude42")));

        assertThat(message.text()).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd🙂");
    }

    @Test
    void a_message_without_a_text_is_empty_and_kept() {
        assertThat(readMessage(received(event("1990000000000000777", ""))).text())
                .isEmpty();
    }

    @Test
    void an_impossible_time_is_taken_from_the_id() {
        var message = readMessage(received(event("1990000000000000777", "Hi")
                .replace("\"message_create\":{", "\"created_timestamp\":\"99999999999999999\",\"message_create\":{")));

        assertThat(message.at()).isEqualTo(Instant.ofEpochMilli((1990000000000000777L >> 22) + 1288834974657L));
    }

    // Everything else

    @Test
    void a_withdrawn_access_disconnects_the_account() {
        assertThat(read("""
                        {"data":{"event_uuid":"3","filter":{"user_id":"1111111111"},"event_type":"oauth.revoke",
                         "payload":{"date_time":"2026-10-02T08:00:00Z","user_id":"1111111111","app_id":"777"}}}"""))
                .singleElement()
                .isInstanceOfSatisfying(
                        Disconnected.class,
                        disconnected ->
                                assertThat(disconnected.accountPlatformId()).isEqualTo(ACCOUNT));
        assertThat(read("""
                        {"user_event":{"revoke":{"date_time":"2026-10-02T08:00:00+00:00","target":{"app_id":"777"},
                         "source":{"user_id":"1111111111"}}}}""")).singleElement().isInstanceOf(Disconnected.class);
    }

    @Test
    void who_types_and_who_has_read_is_told_in_both_forms_and_not_of_oneself() {
        var typing = """
                "direct_message_indicate_typing_events":[{"created_timestamp":"1790000002000","sender_id":"2222222222",
                 "target":{"recipient_id":"1111111111"}},{"sender_id":"1111111111"}]""";
        var read = """
                "direct_message_mark_read_events":[{"created_timestamp":"1790000001000","sender_id":"2222222222",
                 "target":{"recipient_id":"1111111111"},"last_read_event_id":"1990000000000000456"}]""";
        var envelope = """
                {"data":{"event_uuid":"1","filter":{"user_id":"1111111111"},"event_type":"%s","payload":{%s}}}""";
        var isTyping = new Inbound.Typing(ACCOUNT, "2222222222", Instant.ofEpochMilli(1_790_000_002_000L));
        var hasRead = new Inbound.Read(ACCOUNT, "2222222222", XIds.timeOf("1990000000000000456"));

        assertThat(read(envelope.formatted("dm.indicate_typing", typing))).containsExactly(isTyping);
        assertThat(read("{\"for_user_id\":\"1111111111\"," + typing + "}")).containsExactly(isTyping);
        assertThat(read(envelope.formatted("dm.indicate_typing", "\"sender_id\":\"2222222222\"")))
                .containsExactly(new Inbound.Typing(ACCOUNT, "2222222222", null));
        assertThat(read(envelope.formatted("dm.read", read))).containsExactly(hasRead);
        assertThat(read("{\"for_user_id\":\"1111111111\"," + read + "}")).containsExactly(hasRead);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":{\"filter\":{\"user_id\":\"1\"},\"event_type\":\"dm.read\",\"payload\":{}}}",
                "{\"data\":{\"filter\":{\"user_id\":\"1\"},\"event_type\":\"dm.indicate_typing\",\"payload\":[]}}",
                "{\"for_user_id\":\"1\",\"direct_message_indicate_typing_events\":[{}],\"users\":{}}",
                "{\"for_user_id\":\"1\",\"direct_message_mark_read_events\":[{}],\"users\":{}}",
                "{\"direct_message_mark_read_events\":[{}]}",
                "{\"replay_job_status\":{\"webhook_id\":\"1\",\"job_state\":\"Complete\"}}"
            })
    void what_is_known_and_of_no_consequence_is_nothing(String body) {
        assertThat(read(body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not JSON secret-text",
                "null",
                "[]",
                "{}",
                "\"secret-text\"",
                "{\"data\":null}",
                "{\"data\":[]}",
                "{\"data\":{}}",
                "{\"data\":{\"event_type\":\"dm.received\",\"payload\":{\"direct_message_events\":[{\"id\":\"1\"}]}}}",
                "{\"data\":{\"filter\":{\"user_id\":\"1\"},\"event_type\":\"dm.received\",\"payload\":\"secret-text\"}}",
                "{\"data\":{\"filter\":{\"user_id\":\"1\"},\"event_type\":\"follow.secret-text\",\"payload\":{}}}",
                "{\"data\":{\"filter\":{\"user_id\":\"1\"},\"event_type\":\"chat.received\",\"payload\":{}}}",
                "{\"data\":{\"filter\":{},\"event_type\":\"oauth.revoke\",\"payload\":{}}}",
                "{\"for_user_id\":\"1\",\"users\":{}}",
                "{\"for_user_id\":\"1\",\"tweet_create_events\":[{\"text\":\"secret-text\"}]}",
                "{\"for_user_id\":\"1\",\"direct_message_events\":[\"secret-text\"]}",
                "{\"for_user_id\":\"1\",\"direct_message_events\":[{\"type\":\"welcome\",\"id\":\"1\"}]}",
                "{\"for_user_id\":\"1\",\"direct_message_events\":[{\"id\":\"5\",\"message_create\":{\"sender_id\":\"2\",\"target\":{\"recipient_id\":\"3\"}}}]}",
                "{\"direct_message_events\":[{\"id\":\"1\"}]}",
                "{\"user_event\":{}}"
            })
    void what_is_not_understood_is_kept_raw_with_a_reason_that_tells_nothing(String body) {
        assertThat(read(body)).singleElement().isInstanceOfSatisfying(Unknown.class, unknown -> {
            assertThat(unknown.reason()).isNotEmpty().doesNotContain("secret-text");
            assertThat(unknown.raw().contains("secret-text")).isEqualTo(body.contains("secret-text"));
        });
    }

    @Test
    void bytes_that_are_no_text_are_kept_as_far_as_they_can_be() {
        var read = deliveries.read(new byte[] {'{', (byte) 0xff, 0, '}'});

        assertThat(read)
                .singleElement()
                .isInstanceOfSatisfying(
                        Unknown.class, unknown -> assertThat(unknown.raw()).isEqualTo("{\uFFFD\uFFFD}"));
    }

    @Test
    void deep_nesting_is_not_understood_and_does_no_harm() {
        var body = "{\"data\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        assertThat(read(body)).singleElement().isInstanceOf(Unknown.class);
    }
}
