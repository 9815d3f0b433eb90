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
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class GroupCommitTest {

    private static final int LARGEST_BATCH = 5;
    private static final int MOST_WAITING = 12;

    private final TeamId team = TeamId.next();
    private final BlockingQueue<Commit> commits = new LinkedBlockingQueue<>();
    private final List<Caller> callers = new ArrayList<>();
    private final GroupCommit<String> group = new GroupCommit<>(LARGEST_BATCH, MOST_WAITING, this::commit);

    /** A commit under way: it ends when the test says so. */
    private record Commit(TeamId team, List<String> items, CompletableFuture<Optional<Throwable>> end) {

        void succeed() {
            end.complete(Optional.empty());
        }

        void fail(Throwable cause) {
            end.complete(Optional.of(cause));
        }
    }

    /** Somebody who has something to commit. */
    private record Caller(Thread thread, CompletableFuture<Optional<Throwable>> outcome) {

        boolean isWaiting() {
            return !outcome.isDone();
        }

        void awaitCommit() {
            assertThat(outcome.join()).isEmpty();
        }

        Throwable awaitFailure() {
            return outcome.join().orElseThrow();
        }
    }

    @AfterEach
    void nobodyIsLeftWaiting() throws InterruptedException {
        for (Caller caller : callers) {
            caller.thread().join();
        }
        assertThat(commits).isEmpty();
    }

    @Test
    void whoComesAloneIsCommittedAtOnce() throws Exception {
        Caller caller = submit(team, "a", "b");

        Commit commit = next();

        assertThat(commit.team()).isEqualTo(team);
        assertThat(commit.items()).containsExactly("a", "b");
        assertThat(caller.isWaiting()).isTrue();
        commit.succeed();
        caller.awaitCommit();
    }

    @Test
    void whatArrivesDuringACommitGoesIntoTheNextOneInItsOrder() throws Exception {
        Caller first = submit(team, "a");
        Commit commit = next();
        List<Caller> others =
                List.of(submitWaiting(team, "b"), submitWaiting(team, "c", "d"), submitWaiting(team, "e"));

        commit.succeed();

        first.awaitCommit();
        Commit together = next();
        assertThat(together.items()).containsExactly("b", "c", "d", "e");
        assertThat(others).allMatch(Caller::isWaiting);
        together.succeed();
        for (Caller other : others) {
            other.awaitCommit();
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
        Caller leader = submit(team, "a");
        Commit commit = next();
        Caller waiting = submitWaiting(team, "b");
        commit.succeed();

        Commit second = next();

        leader.awaitCommit();
        assertThat(waiting.isWaiting()).isTrue();
        Caller later = submitWaiting(team, "c");
        second.succeed();
        waiting.awaitCommit();
        next().succeed();
        later.awaitCommit();
    }

    @Test
    void aFailureIsToldToItsBatchAlone() throws Exception {
        Caller first = submit(team, "a");
        Commit commit = next();
        Caller second = submitWaiting(team, "b", "c", "d");
        Caller third = submitWaiting(team, "e", "f");
        Caller fourth = submitWaiting(team, "g");
        commit.succeed();
        first.awaitCommit();

        var failure = new IllegalStateException("no such table");
        next().fail(failure);

        for (Caller member : List.of(second, third)) {
            assertThat(member.awaitFailure()).isSameAs(failure);
        }
        Commit next = next();
        assertThat(next.items()).containsExactly("g");
        next.succeed();
        fourth.awaitCommit();
    }

    @Test
    void anErrorOfTheLeaderKeepsNobodyElseWaiting() throws Exception {
        Caller first = submit(team, "a");
        Commit commit = next();
        Caller second = submitWaiting(team, "b");

        commit.fail(new StackOverflowError());

        assertThat(first.awaitFailure()).hasCauseInstanceOf(StackOverflowError.class);
        next().succeed();
        second.awaitCommit();
        Caller third = submit(team, "c");
        next().succeed();
        third.awaitCommit();
    }

    @Test
    void teamsDoNotWaitForEachOther() throws Exception {
        TeamId other = TeamId.next();
        Caller one = submit(team, "a");
        Commit ofOne = next();

        Caller two = submit(other, "b");
        Commit ofOther = next();

        assertThat(ofOther.team()).isEqualTo(other);
        ofOther.succeed();
        two.awaitCommit();
        assertThat(one.isWaiting()).isTrue();
        ofOne.succeed();
    }

    @Test
    void tooMuchWaitingIsSentAwayAndForgotten() throws Exception {
        submit(team, items(MOST_WAITING - 2));
        Commit commit = next();
        Caller fits = submitWaiting(team, items(2));

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
        fits.awaitCommit();
        Caller again = submit(team, items(MOST_WAITING));
        next().succeed();
        again.awaitCommit();
    }

    @Test
    void whatFailedNoLongerCountsAsWaiting() throws Exception {
        Caller first = submit(team, items(MOST_WAITING));
        var failure = new IllegalStateException();
        next().fail(failure);
        assertThat(first.awaitFailure()).isSameAs(failure);

        Caller second = submit(team, items(MOST_WAITING));

        next().succeed();
        second.awaitCommit();
    }

    private void commit(TeamId of, List<String> items) {
        var commit = new Commit(of, List.copyOf(items), new CompletableFuture<>());
        commits.add(commit);
        Throwable failure = commit.end().join().orElse(null);
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }

    private Commit next() throws InterruptedException {
        Commit commit = commits.poll(10, TimeUnit.SECONDS);
        if (commit == null) {
            throw new AssertionError("Nothing is being committed.");
        }
        return commit;
    }

    private Caller submit(TeamId to, String... items) {
        var outcome = new CompletableFuture<Optional<Throwable>>();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                group.submit(to, List.of(items));
                outcome.complete(Optional.empty());
            } catch (RuntimeException | Error e) {
                outcome.complete(Optional.of(e));
            }
        });
        var caller = new Caller(thread, outcome);
        callers.add(caller);
        return caller;
    }

    /** Returns once the caller has taken its place in the queue, where nothing but its turn wakes it. */
    private Caller submitWaiting(TeamId to, String... items) {
        Caller caller = submit(to, items);
        Instant limit = Instant.now().plus(Duration.ofSeconds(10));
        while (caller.thread().getState() != Thread.State.WAITING) {
            assertThat(Instant.now()).as("the caller waits").isBefore(limit);
            Thread.onSpinWait();
        }
        return caller;
    }

    private static String[] items(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toArray(String[]::new);
    }
}
