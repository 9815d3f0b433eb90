package io.openinbox.server.ingest;

import static io.openinbox.server.support.Json.text;
import static io.openinbox.server.support.Json.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.TestAccount;
import io.openinbox.simulator.x.XUser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * Whatever is written, delivered late, delivered again, done, undone and deleted in whatever order, the inbox shows what a
 * naive model of one conversation says. Time passes between steps, on X and here, so that every two moments can be told
 * apart.
 */
final class InterleavingsTest {

    private static final int STEPS = 25;
    private static final List<String> VIEWS = List.of("default", "no-reply", "requests", "archived", "all");

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private static Hooks hooks;

    private final List<String> history = new ArrayList<>();
    private final List<Post> undelivered = new ArrayList<>();
    private final List<Post> delivered = new ArrayList<>();
    private final NaiveConversation model = new NaiveConversation();

    /** The live thread as the API showed it last, or null. */
    private JsonNode thread = NullNode.getInstance();

    /** A message, and what X posts about it. */
    private record Post(NaiveConversation.Written message, String body) {}

    @BeforeAll
    static void hold() {
        hooks = Hooks.holding(SERVER);
    }

    @RepeatedTest(10)
    void theInboxShowsWhatTheModelSays() {
        long seed = System.nanoTime();
        history.add("seed " + seed);
        var random = new Random(seed);
        TestTeam team = SERVER.team();
        TestAccount account = team.account();
        XUser person = team.person();

        for (int time = 1; time <= STEPS; time++) {
            hooks.tick();
            step(random, time, team, account, person);
            thread = team.api()
                    .get("/threads/lookup?accountLinkId=%s&externalPlatformId=%s", account.id(), person.id())
                    .ok();
            assertThread();
        }

        assertViews(team);
        assertLog(team);
    }

    private void step(Random random, int time, TestTeam team, TestAccount account, XUser person) {
        switch (random.nextInt(10)) {
            case 0, 1 -> write(time, true, person, account.user());
            case 2 -> write(time, false, account.user(), person);
            case 3, 4, 5 -> deliver(random, 1);
            case 6 -> deliver(random, 4);
            case 7 -> {
                if (!delivered.isEmpty()) {
                    Post again = delivered.get(random.nextInt(delivered.size()));
                    history.add("again " + again.message());
                    assertThat(hooks.post(again.body())).isEqualTo(200);
                }
            }
            case 8 -> {
                if (model.isLive()) {
                    boolean done = random.nextInt(4) > 0;
                    history.add("done " + done);
                    model.setDone(done);
                    team.api()
                            .patch("/threads/" + text(thread, "id"), "{\"done\":%s}", done)
                            .ok();
                }
            }
            default -> {
                if (model.isLive()) {
                    history.add("delete");
                    model.delete(time);
                    assertThat(team.api()
                                    .delete("/threads/" + text(thread, "id"))
                                    .status())
                            .isEqualTo(200);
                }
            }
        }
    }

    private void write(int time, boolean inbound, XUser from, XUser to) {
        var message = new NaiveConversation.Written(time, inbound);
        history.add("write " + message);
        undelivered.add(new Post(message, hooks.write(from, to, message.text())));
    }

    /** Delivers so many at once, some of them twice and some at the other node. */
    private void deliver(Random random, int atOnce) {
        Collections.shuffle(undelivered, random);
        List<Post> now = List.copyOf(undelivered.subList(0, Math.min(atOnce, undelivered.size())));
        if (now.isEmpty()) {
            return;
        }
        undelivered.removeAll(now);
        delivered.addAll(now);
        List<Runnable> posts = new ArrayList<>();
        for (Post post : now) {
            history.add("deliver " + post.message());
            posts.add(() -> assertThat(hooks.post(post.body())).isEqualTo(200));
            if (atOnce > 1 && random.nextBoolean()) {
                posts.add(() -> hooks.giveToOtherNode(post.body()));
            }
        }
        AtOnce.run(posts);
        model.deliver(now.stream().map(Post::message).toList());
    }

    private void assertThread() {
        assertThat(thread.isNull()).as("no thread after %s", history).isEqualTo(!model.isLive());
        if (model.isLive()) {
            assertThat(thread.path("done").booleanValue())
                    .as("done after %s", history)
                    .isEqualTo(model.isDone());
            assertThat(thread.path("isRequest").booleanValue())
                    .as("request after %s", history)
                    .isEqualTo(model.isRequest());
            assertThat(text(thread.path("lastMessage"), "content"))
                    .as("last message after %s", history)
                    .isEqualTo(model.last().text());
        }
    }

    private void assertViews(TestTeam team) {
        List<String> shown = new ArrayList<>();
        for (String view : VIEWS) {
            JsonNode threads = team.api().get("/threads?inbox=" + view).ok().path("threads");
            assertThat(threads.size()).isLessThanOrEqualTo(1);
            if (!threads.isEmpty()) {
                shown.add(view);
                assertThat(texts(
                                team.api()
                                        .get("/threads/" + text(threads.get(0), "id") + "/messages?limit=100")
                                        .ok()
                                        .path("messages"),
                                "content"))
                        .as("messages after %s", history)
                        .containsExactlyElementsOf(model.shownNewestFirst());
            }
        }
        assertThat(shown).as("views after %s", history).containsExactlyInAnyOrderElementsOf(model.views());
    }

    private void assertLog(TestTeam team) {
        List<String> types = new Log(team.api()).readOnTypes();
        assertThat(Collections.frequency(types, "thread.created"))
                .as("threads opened by %s", history)
                .isEqualTo(model.opened());
        assertThat(Collections.frequency(types, "thread.unarchived"))
                .as("threads brought back by %s", history)
                .isEqualTo(model.broughtBack());
        assertThat(Collections.frequency(types, "message.created"))
                .as("messages shown by %s", history)
                .isEqualTo(model.messagesShown());
        assertThat(Collections.frequency(types, "prospect.created")).isEqualTo(delivered.isEmpty() ? 0 : 1);
    }
}
