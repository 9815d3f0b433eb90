package io.openinbox.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.openinbox.platform.Platform;
import io.openinbox.platform.PlatformActivity;
import io.openinbox.platform.Refusal;
import io.openinbox.platform.SendOutcome;
import java.time.Duration;
import java.util.Locale;

/** Counts what comes in and goes out, by platform. */
final class PlatformFigures implements PlatformActivity.Watcher {

    private final MeterRegistry registry;

    PlatformFigures(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void received(Platform platform, int items, Duration took) {
        Timer.builder("openinbox.ingest")
                .description("Deliveries from platforms, until they are committed.")
                .tag("platform", platform.name())
                .register(registry)
                .record(took);
        Counter.builder("openinbox.ingest.items")
                .description("What the deliveries held: messages, and whatever else platforms tell of.")
                .tag("platform", platform.name())
                .register(registry)
                .increment(items);
    }

    @Override
    public void sent(Platform platform, SendOutcome outcome, Duration took) {
        Timer.builder("openinbox.sends")
                .description("Messages handed to platforms, by what came of it.")
                .tag("platform", platform.name())
                .tag("outcome", word(outcome))
                .register(registry)
                .record(took);
        if (outcome instanceof SendOutcome.Refused refused && refused.refusal() == Refusal.THROTTLED) {
            Counter.builder("openinbox.platform.throttled")
                    .description("Calls a platform refused because there were too many.")
                    .tag("platform", platform.name())
                    .register(registry)
                    .increment();
        }
    }

    private static String word(SendOutcome outcome) {
        return switch (outcome) {
            case SendOutcome.Accepted _ -> "accepted";
            case SendOutcome.Refused refused -> refused.refusal().name().toLowerCase(Locale.ROOT);
            case SendOutcome.Unanswered _ -> "unanswered";
        };
    }
}
