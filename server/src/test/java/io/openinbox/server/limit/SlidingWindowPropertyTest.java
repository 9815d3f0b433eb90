package io.openinbox.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Beside a list of every time, which is exact and grows without end, the slots are at most one of them late. */
final class SlidingWindowPropertyTest {

    private static final Duration LENGTH = Duration.ofMinutes(1);
    private static final Duration SLOT = Duration.ofSeconds(1);
    private static final Instant START = Instant.parse("2026-01-31T09:30:00.250Z");

    @Property(tries = 500)
    void a_slot_leaves_after_the_window_and_not_later_than_a_slot(
            @ForAll @Size(max = 200) List<@IntRange(max = 20_000) Integer> pauses) {
        var window = new SlidingWindow(LENGTH, START);
        List<Instant> exact = new ArrayList<>();
        Instant now = START;
        for (int pause : pauses) {
            now = now.plusMillis(pause);
            assertThat(window.total(now))
                    .isBetween(
                            since(exact, now.minus(LENGTH)),
                            since(exact, now.minus(LENGTH).minus(SLOT)));
            window.add(now);
            exact.add(now);
        }
    }

    @Property(tries = 500)
    void no_window_ever_holds_more_than_were_let_in(
            @ForAll @Size(max = 200) List<@IntRange(max = 3_000) Integer> pauses,
            @ForAll @IntRange(min = 1, max = 20) int limit) {
        var window = new SlidingWindow(LENGTH, START);
        List<Instant> let = new ArrayList<>();
        Instant now = START;
        for (int pause : pauses) {
            now = now.plusMillis(pause);
            if (window.total(now) < limit) {
                window.add(now);
                let.add(now);
            }
            assertThat(since(let, now.minus(LENGTH))).isLessThanOrEqualTo(limit);
        }
    }

    @Property(tries = 500)
    void what_is_said_about_the_future_comes_true(
            @ForAll @Size(min = 1, max = 100) List<@IntRange(max = 2_000) Integer> pauses,
            @ForAll @IntRange(max = 99) int some) {
        var window = new SlidingWindow(LENGTH, START);
        Instant now = START;
        for (int pause : pauses) {
            now = now.plusMillis(pause);
            window.add(now);
        }
        long atMost = some % window.total(now);

        Instant then = window.leaves(atMost);

        assertThat(then).isAfter(now);
        assertThat(window.total(then.minusMillis(1))).isGreaterThan(atMost);
        assertThat(window.total(then)).isLessThanOrEqualTo(atMost);
    }

    @Property(tries = 100)
    void a_clock_that_is_set_back_makes_nothing_forgotten(@ForAll @IntRange(max = 200_000) int back) {
        var window = new SlidingWindow(LENGTH, START);
        window.add(START);

        assertThat(window.total(START.minusMillis(back))).isEqualTo(1);
        window.add(START.minusMillis(back));
        assertThat(window.total(START)).isEqualTo(2);
    }

    private static long since(List<Instant> times, Instant start) {
        return times.stream().filter(time -> time.isAfter(start)).count();
    }
}
