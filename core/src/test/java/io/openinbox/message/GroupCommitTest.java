package io.openinbox.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.TeamId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class GroupCommitTest {

    private static final int LARGEST_BATCH = 5;
    private static final int MOST_WAITING = 12;

    private final TeamId team = TeamId.next();
    private final BlockingQueue<Commit> commits = new LinkedBlockingQueue<>();
    private final List<Thread> callers = new ArrayList<>();
    private final GroupCommit<String> group = new GroupCommit<>(LARGEST_BATCH, MOST_WAITING, this::commit);

    /** A commit under way: it ends when the test says so. */
    private record Commit(TeamId team, List<String> items, CompletableFuture<@Nullable Void> end) {

        void succeed() {
            end.complete(null);
        }

        void fail(Throwable cause) {
            end.completeExceptionally(cause);
        }
    }

    @AfterEach
    void nobodyIsLeftWaiting() throws InterruptedException {
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(commits).isEmpty();
    }

    @Test
    void whoComesAloneIsCommittedAtOnce() throws Exception {
        CompletableFuture<@Nullable Void> caller = submit(team, "a", "b");

        Commit commit = next();

        assertThat(commit.team()).isEqualTo(team);
        assertThat(commit.items()).containsExactly("a", "b");
        assertThat(caller).isNotDone();
        commit.succeed();
        caller.get();
    }

    @Test
    void whatArrivesDuringACommitGoesIntoTheNextOneInItsOrder() throws Exception {
        CompletableFuture<@Nullable Void> first = submit(team, "a");
        Commit commit = next();
        List<CompletableFuture<@Nullable Void>> others =
                List.of(submitWaiting(team, "b"), submitWaiting(team, "c", "d"), submitWaiting(team, "e"));

        commit.succeed();

        first.get();
        Commit together = next();
        assertThat(together.items()).containsExactly("b", "c", "d", "e");
        assertThat(others).noneMatch(CompletableFuture::isDone);
        together.succeed();
        for (CompletableFuture<@Nullable Void> other : others) {
            other.get();
        }
    }

    @Test
    void aBatchEndsBeforeTheCallerWhoWouldExceedIt() throws Exception {
        submit(team, "a");
        Commit commit = next();
        submitWaiting(team, "b", "c", "d");
        submitWaiting(team, "e", "f", "g");
        submitWaiting(team, "h", "i");

        commit.succeed();

        Commit second = next();
        assertThat(second.items()).containsExactly("b", "c", "d");
        second.succeed();
        Commit third = next();
        assertThat(third.items()).containsExactly("e", "f", "g", "h", "i");
        third.succeed();
    }

    @Test
    void aCallerWhoBringsMoreThanABatchIsCommittedWhole() throws Exception {
        submit(team, "a");
        Commit commit = next();
        submitWaiting(team, "b", "c", "d", "e", "f", "g", "h");
        submitWaiting(team, "i");

        commit.succeed();

        Commit large = next();
        assertThat(large.items()).containsExactly("b", "c", "d", "e", "f", "g", "h");
        large.succeed();
        Commit last = next();
        assertThat(last.items()).containsExactly("i");
        last.succeed();
    }

    @Test
    void aLeaderGoesHomeWhenItsOwnItemsAreCommitted() throws Exception {
        CompletableFuture<@Nullable Void> leader = submit(team, "a");
        Commit commit = next();
        CompletableFuture<@Nullable Void> waiting = submitWaiting(team, "b");
        commit.succeed();

        Commit second = next();

        leader.get();
        assertThat(waiting).isNotDone();
        CompletableFuture<@Nullable Void> later = submitWaiting(team, "c");
        second.succeed();
        waiting.get();
        next().succeed();
        later.get();
    }

    @Test
    void aFailureIsToldToItsBatchAlone() throws Exception {
        CompletableFuture<@Nullable Void> first = submit(team, "a");
        Commit commit = next();
        CompletableFuture<@Nullable Void> second = submitWaiting(team, "b", "c", "d");
        CompletableFuture<@Nullable Void> third = submitWaiting(team, "e", "f");
        CompletableFuture<@Nullable Void> fourth = submitWaiting(team, "g");
        commit.succeed();
        first.get();

        var failure = new IllegalStateException("no such table");
        next().fail(failure);

        for (CompletableFuture<@Nullable Void> member : List.of(second, third)) {
            assertThatThrownBy(member::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCause(failure);
        }
        Commit next = next();
        assertThat(next.items()).containsExactly("g");
        next.succeed();
        fourth.get();
    }

    @Test
    void anErrorOfTheLeaderKeepsNobodyElseWaiting() throws Exception {
        CompletableFuture<@Nullable Void> first = submit(team, "a");
        Commit commit = next();
        CompletableFuture<@Nullable Void> second = submitWaiting(team, "b");

        commit.fail(new StackOverflowError());

        assertThatThrownBy(first::get).hasRootCauseInstanceOf(StackOverflowError.class);
        next().succeed();
        second.get();
        CompletableFuture<@Nullable Void> third = submit(team, "c");
        next().succeed();
        third.get();
    }

    @Test
    void teamsDoNotWaitForEachOther() throws Exception {
        TeamId other = TeamId.next();
        CompletableFuture<@Nullable Void> one = submit(team, "a");
        Commit ofOne = next();

        CompletableFuture<@Nullable Void> two = submit(other, "b");
        Commit ofOther = next();

        assertThat(ofOther.team()).isEqualTo(other);
        ofOther.succeed();
        two.get();
        assertThat(one).isNotDone();
        ofOne.succeed();
    }

    @Test
    void tooMuchWaitingIsSentAwayAndForgotten() throws Exception {
        submit(team, items(MOST_WAITING - 2));
        Commit commit = next();
        CompletableFuture<@Nullable Void> fits = submitWaiting(team, items(2));

        assertThatThrownBy(() -> group.submit(team, List.of("one too many")))
                .isInstanceOfSatisfying(
                        InboxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED));
        // The limit is everybody's: what waits is memory and connections, whosever it is.
        assertThatThrownBy(() -> group.submit(TeamId.next(), List.of("one too many")))
                .isInstanceOf(InboxException.class);

        commit.succeed();
        Commit second = next();
        assertThat(second.items()).hasSize(2);
        second.succeed();
        fits.get();
        CompletableFuture<@Nullable Void> again = submit(team, items(MOST_WAITING));
        next().succeed();
        again.get();
    }

    @Test
    void whatFailedNoLongerCountsAsWaiting() throws Exception {
        CompletableFuture<@Nullable Void> first = submit(team, items(MOST_WAITING));
        next().fail(new IllegalStateException());
        assertThatThrownBy(first::get).isInstanceOf(ExecutionException.class);

        CompletableFuture<@Nullable Void> second = submit(team, items(MOST_WAITING));

        next().succeed();
        second.get();
    }

    private void commit(TeamId of, List<String> items) {
        var commit = new Commit(of, List.copyOf(items), new CompletableFuture<>());
        commits.add(commit);
        try {
            commit.end().get();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                default -> throw new IllegalStateException(e);
            }
        }
    }

    private Commit next() throws InterruptedException {
        Commit commit = commits.poll(10, TimeUnit.SECONDS);
        if (commit == null) {
            throw new AssertionError("Nothing is being committed.");
        }
        return commit;
    }

    private CompletableFuture<@Nullable Void> submit(TeamId to, String... items) {
        var done = new CompletableFuture<@Nullable Void>();
        callers.add(Thread.ofPlatform().start(() -> {
            try {
                group.submit(to, List.of(items));
                done.complete(null);
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        }));
        return done;
    }

    /** Returns once the caller has taken its place in the queue, where nothing else than its turn wakes it. */
    private CompletableFuture<@Nullable Void> submitWaiting(TeamId to, String... items) {
        CompletableFuture<@Nullable Void> done = submit(to, items);
        Thread caller = callers.getLast();
        Instant limit = Instant.now().plus(Duration.ofSeconds(10));
        while (caller.getState() != Thread.State.WAITING) {
            assertThat(Instant.now()).as("the caller waits").isBefore(limit);
            Thread.onSpinWait();
        }
        return done;
    }

    private static String[] items(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toArray(String[]::new);
    }
}
