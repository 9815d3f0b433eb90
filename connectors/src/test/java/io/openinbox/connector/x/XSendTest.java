package io.openinbox.connector.x;

import static io.openinbox.connector.x.SocketServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.connector.x.SocketServer.Reply;
import io.openinbox.connector.x.SocketServer.Request;
import io.openinbox.platform.Outbound;
import io.openinbox.platform.Refusal;
import io.openinbox.platform.SendOutcome;
import io.openinbox.platform.SendOutcome.Accepted;
import io.openinbox.platform.SendOutcome.Refused;
import io.openinbox.platform.SendOutcome.Unanswered;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a send, for each answer of X. */
final class XSendTest {

    private static final String ACCOUNT = "1111111111";
    private static final Outbound MESSAGE = new Outbound("2222222222", "Your parcel left today.");
    private static final String SENDING = "/2/dm_conversations/with/2222222222/messages";
    private static final String RENEWING = "/2/oauth2/token";
    private static final Reply ACCEPTED = json(
            201,
            "{\"data\":{\"dm_conversation_id\":\"1111111111-2222222222\",\"dm_event_id\":\"1990000000000000456\"}}");
    private static final Reply UNAUTHORISED = json(
            401, "{\"title\":\"Unauthorized\",\"type\":\"about:blank\",\"status\":401,\"detail\":\"Unauthorized\"}");
    private static final Reply RENEWED = json(200, """
            {"token_type":"bearer","expires_in":7200,"access_token":"access-2","refresh_token":"refresh-2"}""");

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

    private SendOutcome send(SocketServer x) {
        return connector(x).send(account, MESSAGE);
    }

    @Test
    void an_accepted_message_has_the_platforms_id_and_the_time_in_it() {
        var x = x(_ -> ACCEPTED);

        var outcome = send(x);

        assertThat(outcome)
                .isEqualTo(new Accepted(
                        "1990000000000000456", Instant.ofEpochMilli((1990000000000000456L >> 22) + 1288834974657L)));
        assertThat(x.requests()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo(SENDING);
            assertThat(request.headers()).containsEntry("authorization", "Bearer access-1");
            assertThat(request.body()).isEqualTo("{\"text\":\"Your parcel left today.\"}");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            402 | {"title":"CreditsDepleted","detail":"No credits."}                                    | OUT_OF_CREDITS
            403 | {"type":"https://api.x.com/2/problems/client-forbidden","title":"Client Forbidden"}   | APP_NOT_ENROLLED
            403 | {"type":"https://api.x.com/2/problems/unsupported-authentication"}                    | APP_NOT_ENROLLED
            403 | {"errors":[{"code":93,"message":"This app may not access messages"}]}                 | APP_NOT_ENROLLED
            403 | {"detail":"You do not have permission to DM one or more participants."}               | RECIPIENT_CLOSED
            403 | {"errors":[{"code":349,"message":"You cannot send messages to this user."}]}          | RECIPIENT_CLOSED
            403 | {"errors":[{"code":150,"message":"They do not follow you."}]}                         | RECIPIENT_CLOSED
            404 | {"type":"https://api.x.com/2/problems/resource-not-found"}                            | RECIPIENT_UNREACHABLE
            400 | {"detail":"One or more parameters to your request was invalid."}                      | REJECTED
            403 | {"errors":[{"code":354,"message":"The text of your message is over the limit."}]}     | TOO_LONG
            400 | {"detail":"The text is too long."}                                                    | TOO_LONG
            409 | {}                                                                                    | REJECTED
            422 | not JSON                                                                              | REJECTED
            503 | {"title":"Service Unavailable"}                                                       | PLATFORM_DOWN
            """)
    void a_refusal_is_told_apart(int status, String body, Refusal expected) {
        var x = x(_ -> json(status, body));

        var outcome = send(x);

        assertThat(outcome).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(expected);
            assertThat(refused.detail()).startsWith("X answered " + status);
        });
        assertThat(x.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 504, 302, 408})
    void an_answer_that_says_neither_yes_nor_no_is_no_answer(int status) {
        var x = x(_ -> json(status, Map.of("location", "/elsewhere"), "{}"));

        assertThat(send(x)).isInstanceOf(Unanswered.class);
        assertThat(x.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not JSON", "[]", "{\"data\":{}}", "{\"data\":{\"dm_event_id\":\"x1\"}}"})
    void a_success_without_an_id_is_no_answer(String body) {
        assertThat(send(x(_ -> json(201, body)))).isInstanceOf(Unanswered.class);
    }

    @Test
    void a_detail_never_repeats_the_text_and_never_runs_on() {
        var quoting = send(x(_ -> json(400, "{\"detail\":\"Bad text: Your parcel left today.\"}")));
        var endless = send(x(_ -> json(400, "{\"detail\":\"" + "no ".repeat(1000) + "\"}")));

        assertThat(((Refused) quoting).detail()).doesNotContain("parcel");
        assertThat(((Refused) endless).detail()).hasSizeLessThanOrEqualTo(300);
    }

    @Test
    void an_id_that_is_none_of_xs_is_refused_without_a_call() {
        var x = x(_ -> ACCEPTED);

        var outcome = connector(x).send(account, new Outbound("../../users", "Hello"));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.RECIPIENT_UNREACHABLE));
        assertThat(x.requests()).isEmpty();
    }

    // Throttling

    @Test
    void a_throttled_account_waits_for_the_reset_without_another_call() {
        var reset = clock.instant().plusSeconds(40);
        var x = x(_ -> json(
                429,
                Map.of("x-rate-limit-remaining", "0", "x-rate-limit-reset", "" + reset.getEpochSecond()),
                "{\"errors\":[{\"code\":88,\"message\":\"Rate limit exceeded\"}]}"));
        var connector = connector(x);

        var first = connector.send(account, MESSAGE);
        clock.pass(Duration.ofSeconds(10));
        var second = connector.send(account, MESSAGE);

        assertThat(first).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(Refusal.THROTTLED);
            assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(40));
        });
        assertThat(second)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(30)));
        assertThat(x.requests()).hasSize(1);

        connector.send(LinkedTestAccount.of("3333333333"), MESSAGE);
        assertThat(x.requests()).as("another account has its own limit").hasSize(2);

        clock.pass(Duration.ofSeconds(30));
        connector.send(account, MESSAGE);
        assertThat(x.requests()).hasSize(3);
    }

    @Test
    void the_last_allowed_send_closes_the_window() {
        var reset = clock.instant().plusSeconds(900);
        var x = x(_ -> json(
                201,
                Map.of("x-rate-limit-remaining", "0", "x-rate-limit-reset", "" + reset.getEpochSecond()),
                ((Reply.Json) ACCEPTED).body()));
        var connector = connector(x);

        assertThat(connector.send(account, MESSAGE)).isInstanceOf(Accepted.class);
        assertThat(connector.send(account, MESSAGE)).isInstanceOf(Refused.class);
        assertThat(x.requests()).hasSize(1);
    }

    @Test
    void a_throttled_account_waits_a_minute_when_x_does_not_say_how_long() {
        var outcome = send(x(_ -> json(429, "{\"title\":\"Too Many Requests\"}")));

        assertThat(((Refused) outcome).retryAfter()).isEqualTo(Duration.ofMinutes(1));
    }

    // Tokens

    @Test
    void an_ended_access_token_is_renewed_once_and_the_message_sent() {
        var x = x(request -> request.path().equals(RENEWING)
                ? RENEWED
                : "Bearer access-2".equals(request.headers().get("authorization")) ? ACCEPTED : UNAUTHORISED);

        assertThat(send(x)).isInstanceOf(Accepted.class);

        assertThat(x.paths()).containsExactly(SENDING, RENEWING, SENDING);
        assertThat(x.requests().get(1).body()).isEqualTo("grant_type=refresh_token&refresh_token=refresh-1");
        assertThat(x.requests().get(1).headers()).containsEntry("authorization", "Basic Y2xpZW50OnNlY3JldA==");
        var stored = XCredentials.parse(account.credentials());
        assertThat(stored)
                .isEqualTo(new XCredentials(
                        "access-2", "refresh-2", clock.instant().plusSeconds(7200)));
        assertThat(account.disconnections()).isEmpty();
    }

    @Test
    void a_token_known_to_have_ended_is_renewed_ahead() {
        account.store(new XCredentials("access-1", "refresh-1", clock.instant()));
        var x = x(request -> request.path().equals(RENEWING) ? RENEWED : ACCEPTED);

        assertThat(send(x)).isInstanceOf(Accepted.class);
        assertThat(x.paths()).containsExactly(RENEWING, SENDING);
    }

    @Test
    void tokens_that_somebody_else_renewed_are_used() {
        var x = x(request -> {
            if ("Bearer access-1".equals(request.headers().get("authorization"))) {
                account.store(XCredentials.of("access-9", "refresh-9"));
                return UNAUTHORISED;
            }
            return ACCEPTED;
        });

        assertThat(send(x)).isInstanceOf(Accepted.class);
        assertThat(x.paths()).containsExactly(SENDING, SENDING);
        assertThat(account.exchanges()).isZero();
    }

    @Test
    void a_second_401_disconnects_the_account() {
        var x = x(request -> request.path().equals(RENEWING) ? RENEWED : UNAUTHORISED);

        assertThat(send(x))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(Refusal.DISCONNECTED));
        assertThat(x.paths()).containsExactly(SENDING, RENEWING, SENDING);
        assertThat(account.disconnections()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401})
    void a_refused_renewal_disconnects_the_account(int status) {
        var x = x(request -> request.path().equals(RENEWING)
                ? json(status, "{\"error\":\"invalid_request\",\"error_description\":\"Value passed was invalid.\"}")
                : UNAUTHORISED);

        assertThat(send(x))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(Refusal.DISCONNECTED));
        assertThat(x.paths()).containsExactly(SENDING, RENEWING);
        assertThat(account.disconnections()).hasSize(1);
    }

    @Test
    void an_account_without_a_refresh_token_is_disconnected() {
        account.store(XCredentials.of("access-1", null));

        assertThat(send(x(_ -> UNAUTHORISED)))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(Refusal.DISCONNECTED));
        assertThat(account.disconnections()).hasSize(1);
    }

    @Test
    void an_app_that_x_does_not_know_costs_no_account_its_link() {
        var x = x(request -> request.path().equals(RENEWING)
                ? json(
                        401,
                        "{\"error\":\"unauthorized_client\",\"error_description\":\"Missing valid authorization header\"}")
                : UNAUTHORISED);

        assertThat(send(x))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(Refusal.APP_NOT_ENROLLED));
        assertThat(account.disconnections()).isEmpty();
    }

    @Test
    void a_renewal_without_an_answer_leaves_everything_as_it_was() {
        var before = account.credentials();
        var x = x(request -> request.path().equals(RENEWING) ? new Reply.Reset() : UNAUTHORISED);

        assertThat(send(x))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(Refusal.PLATFORM_DOWN));
        assertThat(account.credentials()).isEqualTo(before);
        assertThat(account.disconnections()).isEmpty();
    }

    @Test
    void a_failing_token_call_is_later_not_never() {
        var x = x(request -> request.path().equals(RENEWING) ? json(500, "{}") : UNAUTHORISED);

        assertThat(send(x))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(Refusal.PLATFORM_DOWN));
        assertThat(account.disconnections()).isEmpty();
    }
}
