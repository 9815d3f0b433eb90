package io.openinbox.server.v1;

import static io.openinbox.server.support.Json.platforms;
import static io.openinbox.server.support.Json.text;
import static io.openinbox.server.support.Json.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.Api.Answer;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.TestAccount;
import io.openinbox.simulator.x.XCall;
import io.openinbox.simulator.x.XCallBehaviour;
import io.openinbox.simulator.x.XDeliveryBehaviour;
import io.openinbox.simulator.x.XEvent;
import io.openinbox.simulator.x.XRefusal;
import io.openinbox.simulator.x.XSimulator;
import io.openinbox.simulator.x.XSwitch;
import io.openinbox.simulator.x.XUser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@ParameterizedClass
@ValueSource(strings = {"x", "twitter"})
final class MessagesApiTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private final String xName;
    private final TestTeam team;
    private final TestAccount account;
    private final XUser person;

    MessagesApiTest(String xName) {
        this.xName = xName;
        team = SERVER.team(xName);
        account = team.account();
        person = team.person();
    }

    @Test
    @DisplayName("C1, C3: what we send is a message of the thread, written by the account link")
    void send() {
        String thread = team.thread(account, person);

        JsonNode message = send(thread, "hello & <welcome>");

        assertThat(text(message, "threadId")).isEqualTo(thread);
        assertThat(text(message, "origin")).isEqualTo("api");
        assertThat(text(message, "authorId")).isEqualTo(account.id());
        assertThat(text(message, "direction")).isEqualTo("outbound");
        assertThat(text(message, "content")).isEqualTo("hello & <welcome>");
        assertThat(text(message, "text")).isEqualTo("hello & <welcome>");
        assertThat(text(message, "userId")).isEqualTo(team.owner().userId().text());
        assertThat(text(message, "teamId")).isEqualTo(team.team().id().text());
        assertThat(platforms(message)).containsExactly(xName);
        var sent = SERVER.simulator().sentBy(account.user());
        assertThat(sent).hasSize(1);
        assertThat(text(message, "platformId")).isNotBlank();

        JsonNode shown = team.api().get("/threads/" + thread).ok();
        JsonNode last = shown.path("lastMessage");
        assertThat(text(last, "id")).isEqualTo(text(message, "id"));
        assertThat(text(last, "authorId")).isEqualTo(account.id());
        assertThat(text(shown, "lastMessageTimestamp")).isEqualTo(text(message, "createdAt"));
        assertThat(text(shown, "computedSortTimestamp")).isEqualTo(text(message, "createdAt"));
        SERVER.simulator().awaitIdle(Duration.ofSeconds(20));
        assertThat(messages(thread)).containsExactly(message);
    }

    @Test
    @DisplayName("C2: what we receive is written by the prospect")
    void receive() {
        XEvent event = team.receive(account, person, "hi there");
        JsonNode thread = onlyThread();

        JsonNode message = messages(text(thread, "id")).getFirst();

        assertThat(text(message, "authorId")).isEqualTo(text(thread.path("prospect"), "externalId"));
        assertThat(text(message, "origin")).isEqualTo("external");
        assertThat(message.path("userId").isNull()).isTrue();
        assertThat(text(message, "direction")).isEqualTo("inbound");
        assertThat(text(message, "platformId")).isEqualTo(event.id());
        assertThat(text(message, "createdAt"))
                .isEqualTo(JsonV1.MAPPER.valueToTree(event.createdAt()).stringValue());
        assertThat(message.path("entities").isNull()).isTrue();
        assertThat(message.path("attachment").isNull()).isTrue();
        assertThat(text(thread.path("lastMessage"), "authorId")).isEqualTo(text(message, "authorId"));
    }

    @Test
    @DisplayName("B5: a thread's messages are all there, both directions, newest first, page by page")
    void list() {
        String thread = team.thread(account, person);
        List<String> written = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            if (i % 2 == 0) {
                team.receive(account, person, "message " + i);
            } else {
                send(thread, "message " + i);
            }
            written.add("message " + i);
        }

        List<String> ids = new ArrayList<>();
        List<String> contents = new ArrayList<>();
        String query = "/threads/" + thread + "/messages?limit=2";
        JsonNode page = team.api().get(query).ok();
        while (true) {
            assertThat(text(page, "threadId")).isEqualTo(thread);
            assertThat(page.path("isSyncing").booleanValue()).isFalse();
            ids.addAll(texts(page.path("messages"), "id"));
            contents.addAll(texts(page.path("messages"), "content"));
            if (page.path("nextCursor").isNull()) {
                break;
            }
            page = team.api()
                    .get(
                            query + "&cursorId=%s&cursorTimestamp=%s",
                            text(page.path("nextCursor"), "id"),
                            text(page.path("nextCursor"), "timestamp"))
                    .ok();
        }
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(contents).containsExactlyElementsOf(written.reversed());
    }

    @Test
    @DisplayName("E2: a quick send goes out from the account it names")
    void quickSend() {
        TestAccount second = team.account();

        JsonNode sent = team.api()
                .post(
                        "/threads/messages",
                        "{\"accountLinkId\":\"%s\",\"prospectPlatformId\":\"%s\",\"text\":\"hello\"}",
                        second.id(),
                        person.id())
                .ok();

        assertThat(text(sent.path("message"), "authorId")).isEqualTo(second.id());
        JsonNode thread =
                team.api().get("/threads/" + text(sent.path("thread"), "id")).ok();
        assertThat(text(thread, "accountLinkId")).isEqualTo(second.id());
        assertThat(text(thread, "platformId")).isEqualTo(text(sent.path("thread"), "platformId"));
        assertThat(SERVER.simulator().sentBy(second.user())).hasSize(1);
        assertThat(SERVER.simulator().sentBy(account.user())).isEmpty();

        JsonNode again = team.api()
                .post(
                        "/threads/messages",
                        "{\"accountLinkId\":\"%s\",\"externalId\":\"%s\",\"content\":\"hello again\"}",
                        second.id(),
                        text(thread, "prospectId"))
                .ok();
        assertThat(again.path("thread")).isEqualTo(sent.path("thread"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"accountLinkId":"ACCOUNT","externalPlatformId":"5"}                              | 400 | BAD_REQUEST
            {"accountLinkId":"ACCOUNT","externalPlatformId":"5","content":""}                 | 400 | BAD_REQUEST
            {"accountLinkId":"ACCOUNT","externalPlatformId":"5","content":7}                  | 400 | BAD_REQUEST
            {"accountLinkId":"ACCOUNT","content":"hi"}                                        | 400 | BAD_REQUEST
            {"externalPlatformId":"5","content":"hi"}                                         | 400 | BAD_REQUEST
            {"accountLinkId":"12345","externalPlatformId":"5","content":"hi"}                 | 404 | ACCOUNT_LINK_NOT_FOUND
            {"accountLinkId":"a0000000000000000000000a","externalPlatformId":"5","content":"hi"} | 404 | ACCOUNT_LINK_NOT_FOUND
            {"accountLinkId":"ACCOUNT","externalId":"5","content":"hi"}                       | 404 | PROSPECT_NOT_FOUND
            {"accountLinkId":"ACCOUNT","externalPlatformId":"5","content":"a\\u0000b"}        | 422 | VALIDATION_ERROR
            """)
    void a_quick_send_needs_an_account_a_prospect_and_a_text(String body, int status, String code) {
        team.api()
                .post("/threads/messages", body.replace("ACCOUNT", account.id()))
                .refused(status, code);
        assertThat(SERVER.simulator().postsBy(account.user())).isEmpty();
    }

    @Test
    void a_send_needs_a_thread_and_a_text() {
        String thread = team.thread(account, person);
        String address = "/threads/" + thread + "/messages";

        team.api().post(address, "{}").refused(400, "BAD_REQUEST");
        team.api().post(address, "").refused(400, "BAD_REQUEST");
        team.api().post(address, "{\"content\":\"").refused(400, "BAD_REQUEST");
        team.api().post("/threads/12345/messages", "{\"content\":\"hi\"}").refused(404, "THREAD_NOT_FOUND");
        team.api()
                .post(address, "{\"content\":\"hi\",\"replyToMessageId\":\"12345\"}")
                .refused(404, "MESSAGE_NOT_FOUND");
        assertThat(SERVER.simulator().postsBy(account.user())).isEmpty();
    }

    @Test
    @DisplayName("a refused send says whose fault it is, and leaves no message")
    void refusals() {
        String thread = team.thread(account, person);

        refuse(thread, XRefusal.closedDms()).refused(422, "VALIDATION_ERROR");
        var throttled = refuse(thread, XRefusal.throttled(Duration.ofSeconds(60)));
        throttled.refused(429, "PLATFORM_RATE_LIMITED");
        assertThat(throttled.header("Retry-After")).isPresent();
        assertThat(messages(thread)).isEmpty();
    }

    @Test
    @DisplayName("a send the platform never answers is answered with platformId null, once, and found out later")
    void unconfirmed() {
        String thread = team.thread(account, person);
        XSimulator x = SERVER.simulator();
        x.behave(
                XCallBehaviour.cutConnection().on(XCall.SEND).by(account.user()).times(1));
        XSwitch noEcho = x.behave(XDeliveryBehaviour.hold().ofEchoes().forAccount(account.user()));

        JsonNode message = send(thread, "did you get this?");

        assertThat(message.path("platformId").isNull()).isTrue();
        assertThat(messages(thread)).containsExactly(message);

        // The echo says what became of it; the id the client knows stays.
        noEcho.close();
        x.release();
        x.awaitIdle(Duration.ofSeconds(20));
        List<JsonNode> messages = messages(thread);
        assertThat(messages).hasSize(1);
        assertThat(text(messages.getFirst(), "id")).isEqualTo(text(message, "id"));
        assertThat(text(messages.getFirst(), "platformId"))
                .isEqualTo(x.sentBy(account.user()).getFirst().event().id());
        assertThat(x.postsBy(account.user())).hasSize(1);
    }

    @Test
    @DisplayName("with an Idempotency-Key a request that comes twice sends once")
    void idempotency() {
        String thread = team.thread(account, person);
        var keyed = team.api().with("Idempotency-Key", "order-4711");

        JsonNode first = keyed.post("/threads/" + thread + "/messages", "{\"content\":\"once\"}")
                .ok();
        JsonNode second = keyed.post("/threads/" + thread + "/messages", "{\"content\":\"once\"}")
                .ok();

        assertThat(text(second, "id")).isEqualTo(text(first, "id"));
        assertThat(SERVER.simulator().sentBy(account.user())).hasSize(1);
        keyed.post("/threads/" + thread + "/messages", "{\"content\":\"twice\"}")
                .refused(422, "VALIDATION_ERROR");
        team.api()
                .with("Idempotency-Key", "k".repeat(256))
                .post("/threads/" + thread + "/messages", "{\"content\":\"once\"}")
                .refused(400, "BAD_REQUEST");
    }

    @Test
    @DisplayName("a message written in X's own app is ours, and came from outside")
    void writtenInApp() {
        String thread = team.thread(account, person);

        team.writeInApp(account, person, "from my phone");

        JsonNode message = messages(thread).getFirst();
        assertThat(text(message, "authorId")).isEqualTo(account.id());
        assertThat(text(message, "origin")).isEqualTo("external");
        assertThat(message.path("userId").isNull()).isTrue();
    }

    private Answer refuse(String thread, XRefusal refusal) {
        SERVER.simulator()
                .behave(XCallBehaviour.refuse(refusal)
                        .on(XCall.SEND)
                        .by(account.user())
                        .times(1));
        return team.api().post("/threads/" + thread + "/messages", "{\"content\":\"hi\"}");
    }

    private JsonNode send(String thread, String content) {
        return team.api()
                .post("/threads/" + thread + "/messages", "{\"content\":\"%s\"}", content)
                .ok();
    }

    private List<JsonNode> messages(String thread) {
        return team.api()
                .get("/threads/" + thread + "/messages")
                .ok()
                .path("messages")
                .valueStream()
                .toList();
    }

    private JsonNode onlyThread() {
        JsonNode threads = team.api().get("/threads?inbox=all").ok().path("threads");
        assertThat(threads).hasSize(1);
        return threads.get(0);
    }
}
