package io.openinbox.server.doctor;

import io.openinbox.account.Reception;
import io.openinbox.platform.Connector;
import io.openinbox.platform.Platform;
import io.openinbox.platform.PlatformException;
import io.openinbox.platform.Receiving;
import io.openinbox.server.config.InboxCore;
import io.openinbox.server.config.InboxSettings;
import io.openinbox.server.config.ReceivingPlan;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at whether X is set up, and whether what people write there reaches this server. */
public final class ReceivingExam {

    /** A server that runs shows signs of life far more often. */
    private static final Duration SILENCE = Duration.ofMinutes(2);

    private final InboxSettings settings;
    private final InboxCore core;
    private final Report report;

    public ReceivingExam(InboxSettings settings, InboxCore core, Report report) {
        this.settings = settings;
        this.core = core;
        this.report = report;
    }

    public void examine(boolean serverRuns) {
        report.heading("X");
        InboxSettings.X x = settings.x();
        ReceivingPlan plan = ReceivingPlan.of(x, settings.publicUrl(settings.port()));
        Receiving.Way way = plan.way();
        if (!x.isOn()) {
            report.note(plan.why() + " docs/running.md has the steps (\"Connect X\").");
            return;
        }
        app(x);
        if (way == null) {
            report.note(plan.why());
        } else {
            report.fine("Messages come in by " + words(way, plan.address()) + ": " + plan.why());
            reception(way, serverRuns);
        }
        if (way == Receiving.Way.WEBHOOK && plan.address() != null) {
            webhook(plan.address());
        }
        unclaimed();
    }

    private void app(InboxSettings.X x) {
        missing(
                x.clientId(),
                "INBOX_X_CLIENT_ID",
                "no account can be linked in the browser, and links end after two hours");
        missing(x.clientSecret(), "INBOX_X_CLIENT_SECRET", "the app is taken for a public one; set it for a Web App");
        missing(x.consumerSecret(), "INBOX_X_CONSUMER_SECRET", "no delivery to /hooks/x is believed");
        if (x.clientId() != null && x.bearerToken() != null) {
            report.fine("An X app is set up.");
        }
    }

    private void missing(@Nullable String value, String variable, String consequence) {
        if (value == null) {
            report.note(variable + " is not set: " + consequence + ".");
        }
    }

    private static String words(Receiving.Way way, @Nullable URI address) {
        return switch (way) {
            case WEBHOOK -> "webhook at " + address;
            case STREAM -> "X's stream";
        };
    }

    private void reception(Receiving.Way way, boolean serverRuns) {
        Optional<Reception> found = core.receptions().find(Platform.X);
        if (found.isEmpty()) {
            report.note("Nothing has been received yet: the server begins when it starts.");
            return;
        }
        Reception reception = found.get();
        Instant now = core.clock().now();
        if (reception.problem() != null) {
            report.problem("Nothing comes in" + since(reception.problemSince(), now) + ": " + reception.problem());
        } else if (serverRuns && isSilent(reception.aliveAt(), now)) {
            report.problem(
                    "No sign of life of " + (way == Receiving.Way.STREAM ? "X's stream" : "the server's registration")
                            + since(reception.aliveAt(), now)
                            + ": see the server's log, and start it again if nothing is said there.");
        } else if (reception.aliveAt() != null) {
            report.fine("Everything up to " + Ago.words(reception.aliveAt(), now) + " was taken in.");
        }
        if (reception.checkedAt() != null) {
            report.fine(
                    "What is registered with X was last found in order " + Ago.words(reception.checkedAt(), now) + ".");
        }
    }

    private static boolean isSilent(@Nullable Instant alive, Instant now) {
        return alive == null || Duration.between(alive, now).compareTo(SILENCE) > 0;
    }

    private static String since(@Nullable Instant time, Instant now) {
        return time == null ? "" : " (since " + Ago.words(time, now) + ")";
    }

    /** Asks X itself: what is stored may be half an hour old. */
    private void webhook(URI address) {
        Optional<Receiving> receiving = core.connectors().find(Platform.X).flatMap(Connector::receiving);
        if (receiving.isEmpty()) {
            return;
        }
        try {
            Optional<Boolean> trusted = receiving.get().isTrusted(address);
            if (trusted.isEmpty()) {
                report.note("X does not know the webhook yet; a running server registers it.");
            } else if (trusted.get()) {
                report.fine("X trusts the webhook.");
            } else {
                report.problem("X trusts the webhook no more, because it got no right answer at " + address
                        + ": let requests from the internet through to it; a running server has it proven again within half an"
                        + " hour, or at its next start.");
            }
        } catch (PlatformException e) {
            report.problem("X did not say whether it trusts the webhook: " + e.getMessage());
        }
    }

    private void unclaimed() {
        Map<String, Long> kept = core.rawDeliveries().countUnclaimed();
        kept.forEach((reason, count) ->
                report.note(count + " deliveries that name no account of yours were kept raw: " + reason + "."));
    }
}
