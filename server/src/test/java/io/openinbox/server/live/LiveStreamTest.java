package io.openinbox.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.event.Change;
import io.openinbox.event.EventRefs;
import io.openinbox.event.EventType;
import io.openinbox.event.NewEvent;
import io.openinbox.kernel.ContactId;
import io.openinbox.kernel.ProfileId;
import io.openinbox.kernel.TeamId;
import io.openinbox.server.config.RecurringWork;
import io.openinbox.server.live.LiveClient.Sent;
import io.openinbox.server.support.Await;
import io.openinbox.server.support.Browser;
import io.openinbox.server.support.TestNode;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.TestAccount;
import io.openinbox.team.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class LiveStreamTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create(Map.of("inbox.live.heartbeat", "200ms"));

    private final TestTeam team = SERVER.team();
    private final String[] token = {"Authorization", team.api().authorization()};

    @Test
    @DisplayName("a stream without a start shows what happens from now on, in order, each entry's id its number")
    void fromNowOn() {
        TestAccount account = team.account();
        team.receive(account, team.person(), "before");
        long before = lastSeq();
        try (LiveClient client = open("")) {
            team.receive(account, team.person(), "after");

            List<Sent> entries = client.awaitSeq(before + 3);
            assertThat(entries.stream().map(Sent::type))
                    .containsExactly("prospect.created", "thread.created", "message.created");
            assertThat(entries.stream().map(Sent::seq)).containsExactly(before + 1, before + 2, before + 3);
            assertThat(entries).allSatisfy(entry -> assertThat(entry.id()).isEqualTo(Long.toString(entry.seq())));
            var message = entries.getLast().data();
            assertThat(message.path("changed").path("text").stringValue()).isEqualTo("after");
            assertThat(message.path("changed").path("direction").stringValue()).isEqualTo("inbound");
            assertThat(message.path("threadId").stringValue())
                    .isEqualTo(entries.get(1).data().path("threadId").stringValue());
            assertThat(message.has("tagId")).isFalse();
        }
    }

    @Test
    @DisplayName("a value that was taken away is shown as null, and not left out")
    void takenAway() {
        String thread = team.thread(team.account(), team.person());
        team.api()
                .patch(
                        "/threads/" + thread,
                        "{\"assigneeId\":\"%s\"}",
                        team.owner().id())
                .ok();
        long before = lastSeq();
        team.api().patch("/threads/" + thread, "{\"assigneeId\":null}").ok();
        try (LiveClient client = open("?since=" + before)) {
            Sent entry = client.awaitSeq(before + 1).getFirst();
            assertThat(entry.type()).isEqualTo("thread.unassigned");
            assertThat(entry.data().path("changed").has("assigneeId")).isTrue();
            assertThat(entry.data().path("changed").path("assigneeId").isNull()).isTrue();
        }
    }

    @Test
    @DisplayName("a lost connection goes on behind the last id: nothing twice, nothing left out")
    void resumes() {
        List<Long> seen = new ArrayList<>();
        String last;
        try (LiveClient client = open("?since=0")) {
            append(40);
            client.awaitSeq(40).forEach(entry -> seen.add(entry.seq()));
            last = client.lastId().orElseThrow();
        }
        append(700);
        // The address is the one the browser opened first: the header counts.
        try (LiveClient client = LiveClient.open(SERVER.url(), "?since=0", token[0], token[1], "Last-Event-ID", last)) {
            append(40);
            client.awaitSeq(780).forEach(entry -> seen.add(entry.seq()));
        }
        assertThat(seen).containsExactlyElementsOf(upTo(780));
    }

    @Test
    @DisplayName("many streams of a team, opened while things happen, all show everything behind their start")
    void manyStreams() {
        List<LiveClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 30; i++) {
                append(7);
                clients.add(open("?since=0"));
            }
            append(7);
            clients.forEach(client ->
                    assertThat(client.awaitSeq(217).stream().map(Sent::seq)).containsExactlyElementsOf(upTo(217)));
        } finally {
            clients.forEach(LiveClient::close);
        }
    }

    @Test
    @DisplayName("a node shows what another node did, and each shows its members' presence on the other")
    void acrossNodes() {
        try (TestNode other = SERVER.addNode();
                RecurringWork _ = RecurringWork.start(other.core());
                LiveClient client = LiveClient.open(other.url(), "?since=0", token)) {
            append(20);
            assertThat(client.awaitSeq(20).stream().map(Sent::seq)).containsExactlyElementsOf(upTo(20));

            awaitJoined(client);
            SERVER.core().tail().signal(id(), """
                    {"threadId":"t1","memberId":"u1","activity":"looking"}""");
            assertThat(client.await("presence").data().path("activity").stringValue())
                    .isEqualTo("looking");
            assertThat(lastSeq()).as("presence is not stored").isEqualTo(20);
            assertThat(client.lastId()).contains("20");
        }
    }

    @Test
    @DisplayName("who joins hears who is looking, unless they left or said it long ago")
    void presenceOnJoining() {
        try (LiveClient first = open("")) {
            awaitJoined(first);
            signal("t1", "u1", "looking");
            signal("t1", "u1", "answering");
            signal("t1", "u2", "looking");
            signal("t1", "u2", "left");
            Await.until("all of it was heard", () -> first.named("presence").size() == 4);
            try (LiveClient second = open("")) {
                assertThat(second.await("presence").data().path("activity").stringValue())
                        .isEqualTo("answering");
                second.awaitHeartbeats(1);
                assertThat(second.named("presence")).hasSize(1);
            }
        }
    }

    @Test
    @DisplayName(
            "a start that is older than what is kept, or ahead of the log, says so and goes on from where there is")
    void resync() {
        append(10);
        SERVER.core()
                .database()
                .sql()
                .sql("delete from event where team_id = :team and seq <= 6")
                .param("team", id().value())
                .update();
        try (LiveClient client = open("?since=3")) {
            assertThat(client.awaitSeq(10).stream().map(Sent::seq)).containsExactly(7L, 8L, 9L, 10L);
            var resync = client.await("resync").data();
            assertThat(resync.path("reason").stringValue()).isEqualTo("expired");
            assertThat(resync.path("oldestSeq").longValue()).isEqualTo(7);
        }
        try (LiveClient client = open("?since=6")) {
            client.awaitSeq(10);
            assertThat(client.named("resync")).isEmpty();
        }
        try (LiveClient client = open("?since=99")) {
            assertThat(client.await("resync").data().path("reason").stringValue())
                    .isEqualTo("ahead");
            append(1);
            assertThat(client.awaitSeq(11)).hasSize(1);
        }
    }

    @Test
    @DisplayName("a signed-in browser streams with its cookie, until its session ends")
    void session() {
        String email = team.owner().email();
        Browser browser = Browser.signIn(SERVER, email);
        try (LiveClient client =
                LiveClient.open(SERVER.url(), "?team=" + team.team().slug(), "Cookie", browser.cookie())) {
            append(1);
            client.awaitSeq(1);
            client.awaitHeartbeats(2);

            String secret = browser.cookie().substring(browser.cookie().indexOf('=') + 1);
            SERVER.core().sessions().end(secret);

            assertThat(client.await("bye").data().path("reason").stringValue()).isEqualTo("signedOut");
            client.awaitEnd();
        }
    }

    @Test
    @DisplayName("who may not read gets no stream")
    void refused() {
        assertThat(LiveClient.request(SERVER.url(), "").statusCode()).isEqualTo(401);
        String writer = team.api(Set.of(Scope.WRITE)).authorization();
        assertThat(LiveClient.request(SERVER.url(), "", "Authorization", writer).statusCode())
                .isEqualTo(403);
        assertThat(LiveClient.request(SERVER.url(), "?since=-1", token).statusCode())
                .isEqualTo(400);
        assertThat(LiveClient.request(SERVER.url(), "", token[0], token[1], "Last-Event-ID", "x")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("another team's entries are not shown")
    void apart() {
        TestTeam other = SERVER.team();
        try (LiveClient client = LiveClient.open(
                SERVER.url(), "?since=0", "Authorization", other.api().authorization())) {
            append(5);
            appendTo(other.team().id(), 1);
            assertThat(client.awaitSeq(1)).hasSize(1);
        }
    }

    @Test
    @DisplayName("a client that does not read is let go with the place to go on from, and misses nothing")
    void slow() throws IOException {
        int total = 6_000;
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(64 << 10);
            socket.connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), SERVER.url().getPort()));
            socket.getOutputStream()
                    .write(("GET /api/live?since=0 HTTP/1.0\r\nHost: localhost\r\nAuthorization: " + token[1]
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isPositive();
            try (LiveClient quick = open("?since=0")) {
                for (int end = 300; end <= total; end += 300) {
                    append(300);
                    // Step by step: appending faster than it can be read would make this one slow, too.
                    quick.awaitSeq(end);
                }
            }
            String read = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            List<Long> seen = new ArrayList<>(Pattern.compile("(?m)^id: (\\d+)\ndata: \\{\"id\"")
                    .matcher(read)
                    .results()
                    .map(match -> Long.valueOf(match.group(1)))
                    .toList());
            assertThat(seen).hasSizeLessThan(total).containsExactlyElementsOf(upTo(seen.size()));
            try (LiveClient again = open("?since=" + seen.getLast())) {
                again.awaitSeq(total).forEach(entry -> seen.add(entry.seq()));
            }
            assertThat(seen).containsExactlyElementsOf(upTo(total));
        }
    }

    @Test
    @DisplayName("a server that stops says good-bye at once, and the client goes on at another")
    void stopping() {
        TestNode other = SERVER.addNode();
        String last;
        try (RecurringWork _ = RecurringWork.start(other.core());
                LiveClient client = LiveClient.open(other.url(), "?since=0", token)) {
            append(3);
            client.awaitSeq(3);
            other.close();
            assertThat(client.await("bye").data().path("reason").stringValue()).isEqualTo("stopping");
            client.awaitEnd();
            last = client.lastId().orElseThrow();
        }
        append(3);
        try (LiveClient client = open("?since=" + last)) {
            assertThat(client.awaitSeq(6).stream().map(Sent::seq)).containsExactly(4L, 5L, 6L);
        }
    }

    /** What is not stored is heard from then on; a stream says that it is there before, and catches up first. */
    private static void awaitJoined(LiveClient client) {
        client.awaitHeartbeats(1);
    }

    private LiveClient open(String query) {
        return LiveClient.open(SERVER.url(), query, token);
    }

    private void signal(String thread, String member, String activity) {
        SERVER.core()
                .tail()
                .signal(
                        id(),
                        "{\"threadId\":\"" + thread + "\",\"memberId\":\"" + member + "\",\"activity\":\"" + activity
                                + "\"}");
    }

    private void append(int count) {
        appendTo(id(), count);
    }

    /** Entries of some size, in one transaction. */
    private static void appendTo(TeamId team, int count) {
        List<NewEvent> events = LongStream.range(0, count)
                .mapToObj(i -> new NewEvent(
                        EventType.CONTACT_NOTES_CHANGED,
                        SERVER.core().clock().now(),
                        EventRefs.person(ProfileId.next(), ContactId.next()),
                        new Change.Notes("note ".repeat(800))))
                .toList();
        SERVER.core().database().transaction(() -> SERVER.core().events().append(team, events));
    }

    private long lastSeq() {
        return SERVER.core().events().bounds(id()).lastSeq();
    }

    private TeamId id() {
        return team.team().id();
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
