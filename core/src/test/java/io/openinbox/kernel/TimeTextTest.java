package io.openinbox.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.format.DateTimeFormatterBuilder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TimeTextTest {

    @Property
    void itIsWhatTheStandardFormatterWrites(
            @ForAll @LongRange(min = -70_000_000_000_000L, max = 300_000_000_000_000L) long millis) {
        Instant time = Instant.ofEpochMilli(millis);

        assertThat(TimeText.of(time))
                .isEqualTo(new DateTimeFormatterBuilder()
                        .appendInstant(3)
                        .toFormatter()
                        .format(time));
    }

    @Test
    void theFractionHasThreeDigitsAlways() {
        assertThat(TimeText.of(Instant.parse("2026-01-02T03:04:05Z"))).isEqualTo("2026-01-02T03:04:05.000Z");
        assertThat(TimeText.of(Instant.parse("2026-01-02T03:04:05.007899Z"))).isEqualTo("2026-01-02T03:04:05.007Z");
    }
}
