package io.openinbox.connector.x;

import static io.openinbox.connector.x.SocketServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.connector.x.SocketServer.Reply;
import io.openinbox.connector.x.SocketServer.Request;
import io.openinbox.platform.Direction;
import io.openinbox.platform.Inbound.Message;
import io.openinbox.platform.LookUp;
import io.openinbox.platform.LookUp.Found;
import io.openinbox.platform.LookUp.Unavailable;
import io.openinbox.platform.ProfileFacts;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading what was written lately. */
final class XHistoryTest {

    private static final String ACCOUNT = "1111111111";
    private static final String PERSON = "2222222222";
    private static final Instant SINCE = Instant.parse("2026-10-05T11:00:00Z");

    private final SettableClock clock = new SettableClock();
    private final LinkedTestAccount account = LinkedTestAccount.of(ACCOUNT);

    @AutoClose
    private final Closer open = new Closer();

    private SocketServer x(Function<Request, Reply> behaviour) {
        return open.add(new SocketServer(behaviour));
    }

    private XConnector connector(SocketServer x) {
        return open.add(new XConnector(
                new XSettings(x.url(), XSettings.AUTHORIZE_URL, "client", "secret", null, null),
                clock,
                Duration.ofSeconds(19)));
    }

    private LookUp latest(SocketServer x, String... people) {
        return connector(x).latest(account, Set.of(people), SINCE);
    }

    private static String id(Instant at) {
        return Long.toUnsignedString((at.toEpochMilli() - 1288834974657L) << 22);
    }

    private static String event(Instant at, String sender, String conversation, String text) {
        return """
                {"id":"%s","event_type":"MessageCreate","created_at":"%s","sender_id":"%s","dm_conversation_id":"%s",
                 "text":"%s"}""".formatted(id(at), at, sender, conversation, text);
    }

    private static String page(String meta, String... events) {
        return "{\"data\":[" + String.join(",", events) + "],\"meta\":" + meta + "}";
    }

    private static String decoded(String path) {
        return URLDecoder.decode(path, StandardCharsets.UTF_8);
    }

    @Test
    void the_messages_with_one_person_are_read_from_their_conversation() {
        var at = SINCE.plusMillis(1_500);
        var x = x(_ -> json(200, """
                {"data":[{"id":"%s","event_type":"MessageCreate","created_at":"%s","sender_id":"1111111111",
                 "dm_conversation_id":"1111111111-2222222222","text":"See https://t.co/abc &amp; this https://t.co/pic",
                 "entities":{"urls":[{"start":4,"end":20,"url":"https://t.co/abc","expanded_url":"https://a.example","display_url":"a.example"},
                  {"start":32,"end":48,"url":"https://t.co/pic","expanded_url":"https://x.com/messages/media/1","media_key":"3_55"}]},
                 "attachments":{"media_keys":["3_55"]}}],
                 "includes":{"users":[{"id":"2222222222","name":"Rosa Lind","username":"rosalind_x","verified":true,
                   "verified_type":"blue"}],
                  "media":[{"media_key":"3_55","type":"photo","url":"https://ton.example/55.jpg","width":800,"height":600}]},
                 "meta":{"result_count":1}}""".formatted(id(at), at)));

        var found = (Found) latest(x, PERSON);

        assertThat(found.messages()).singleElement().satisfies(message -> {
            assertThat(message.direction()).isEqualTo(Direction.OUTBOUND);
            assertThat(message.personPlatformId()).isEqualTo(PERSON);
            assertThat(message.conversationPlatformId()).isEqualTo("1111111111:2222222222");
            assertThat(message.at()).isEqualTo(at);
            assertThat(message.text()).isEqualTo("See https://a.example & this");
            assertThat(message.attachment())
                    .contains("\"kind\":\"image\"", "\"mediaId\":\"55\"", "https://ton.example/55.jpg");
            assertThat(Objects.requireNonNull(message.person()).verification())
                    .isEqualTo(ProfileFacts.Verification.VERIFIED);
        });
        assertThat(x.paths())
                .singleElement()
                .satisfies(path -> assertThat(decoded(path))
                        .startsWith("/2/dm_conversations/with/2222222222/dm_events?")
                        .contains(
                                "dm_event.fields=id,text,event_type",
                                "expansions=sender_id",
                                "event_types=MessageCreate"));
    }

    @Test
    void several_peoples_messages_take_one_call() {
        var x = x(_ -> json(
                200,
                page(
                        "{}",
                        event(SINCE.plusSeconds(5), PERSON, "1111111111-2222222222", "One"),
                        event(SINCE.plusSeconds(4), "1111111111", "999-1111111111", "Two"),
                        event(SINCE.plusSeconds(3), "444", "444-1111111111", "Not asked for"),
                        event(SINCE.plusSeconds(2), PERSON, "1550000000000000000", "A group"),
                        "{\"id\":\"5\",\"event_type\":\"ParticipantsJoin\"}",
                        "{\"broken\":true}",
                        event(SINCE.minusMillis(1), PERSON, "1111111111-2222222222", "Too early"))));

        var found = (Found) latest(x, PERSON, "999");

        assertThat(found.messages()).extracting(Message::text).containsExactly("One", "Two");
        assertThat(x.paths()).singleElement().asString().startsWith("/2/dm_events?");
    }

    @Test
    void pages_are_read_until_they_are_older_than_wanted() {
        var x = x(request -> {
            var isSecond = request.path().contains("pagination_token=next%2F1");
            return json(
                    200,
                    isSecond
                            ? page(
                                    "{\"next_token\":\"next/2\"}",
                                    event(SINCE.plusSeconds(1), PERSON, "1111111111-2222222222", "Second"),
                                    event(SINCE.minusSeconds(1), PERSON, "1111111111-2222222222", "Too early"))
                            : page(
                                    "{\"next_token\":\"next/1\"}",
                                    event(SINCE.plusSeconds(2), PERSON, "1111111111-2222222222", "First")));
        });

        assertThat(((Found) latest(x, PERSON)).messages())
                .extracting(Message::text)
                .containsExactly("First", "Second");
        assertThat(x.requests()).hasSize(2);
    }

    @Test
    void endless_pages_end() {
        var x = x(_ -> json(
                200,
                page(
                        "{\"next_token\":\"more\"}",
                        event(SINCE.plusSeconds(2), PERSON, "1111111111-2222222222", "Again"))));

        assertThat(((Found) latest(x, PERSON)).messages()).hasSize(5);
        assertThat(x.requests()).hasSize(5);
    }

    @Test
    void an_exhausted_limit_is_not_tried() {
        var reset = clock.instant().plusSeconds(300);
        var x = x(_ -> json(
                200,
                Map.of("x-rate-limit-remaining", "0", "x-rate-limit-reset", "" + reset.getEpochSecond()),
                page(
                        "{\"next_token\":\"more\"}",
                        event(SINCE.plusSeconds(2), PERSON, "1111111111-2222222222", "First"))));
        var connector = connector(x);

        var first = connector.latest(account, Set.of(PERSON), SINCE);
        var second = connector.latest(account, Set.of(PERSON), SINCE);

        assertThat(((Found) first).messages()).as("what was read is told").hasSize(1);
        assertThat(((Unavailable) second).retryAfter()).isEqualTo(Duration.ofMinutes(5));
        assertThat(x.requests()).hasSize(1);
    }

    @Test
    void a_throttled_reader_waits_for_the_reset() {
        var reset = clock.instant().plusSeconds(300);
        var x = x(_ -> json(429, Map.of("x-rate-limit-reset", "" + reset.getEpochSecond()), "{}"));
        var connector = connector(x);

        for (var i = 0; i < 2; i++) {
            assertThat(connector.latest(account, Set.of(PERSON), SINCE))
                    .isInstanceOfSatisfying(
                            Unavailable.class,
                            unavailable -> assertThat(unavailable.retryAfter()).isEqualTo(Duration.ofMinutes(5)));
        }
        assertThat(x.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"errors\":[{\"message\":\"The `dm_event.fields` query parameter value [sender_id] is not one of [id,text,event_type]\"}]}",
                "{\"errors\":[{\"parameters\":{\"dm_event.fields\":[\"sender_id\"]},\"message\":\"Invalid value.\"}]}"
            })
    void a_field_that_x_no_longer_knows_is_left_out_from_then_on(String refusal) {
        var x = x(request -> decoded(request.path()).matches(".*dm_event.fields=[^&]*sender_id.*")
                ? json(400, refusal)
                : json(200, page("{}", event(SINCE, PERSON, "1111111111-2222222222", "Here"))));
        var connector = connector(x);

        for (var i = 0; i < 2; i++) {
            assertThat(((Found) connector.latest(account, Set.of(PERSON), SINCE)).messages())
                    .hasSize(1);
        }
        assertThat(x.requests()).hasSize(3);
        assertThat(decoded(x.paths().getLast()))
                .contains("dm_event.fields=id,text,event_type", "expansions=sender_id")
                .doesNotContain("dm_conversation_id,sender_id");
    }

    @Test
    void a_bad_request_for_another_reason_is_not_repeated() {
        var x = x(_ -> json(400, "{\"errors\":[{\"message\":\"since: must be one of [sender_id,text]\"}]}"));

        assertThat(latest(x, PERSON)).isInstanceOf(Unavailable.class);
        assertThat(x.requests()).hasSize(1);
    }

    @Test
    void without_an_answer_nothing_is_known() {
        assertThat(latest(x(_ -> new Reply.Reset()), PERSON)).isInstanceOf(Unavailable.class);
        assertThat(latest(x(_ -> json(500, "{}")), PERSON)).isInstanceOf(Unavailable.class);
        assertThat(latest(x(_ -> json(200, "<html>")), PERSON)).isInstanceOf(Unavailable.class);
    }

    @Test
    void a_signed_out_account_is_disconnected() {
        assertThat(latest(x(_ -> json(401, "{}")), PERSON)).isInstanceOf(Unavailable.class);
        assertThat(account.disconnections()).hasSize(1);
    }

    @Test
    void nobody_has_written_nothing() {
        assertThat(latest(x(_ -> json(200, "{\"meta\":{\"result_count\":0}}")), PERSON))
                .isEqualTo(new Found(List.of()));
    }
}
