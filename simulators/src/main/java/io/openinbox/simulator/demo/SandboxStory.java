package io.openinbox.simulator.demo;

import io.openinbox.simulator.sandbox.SandboxMessage;
import io.openinbox.simulator.sandbox.SandboxSimulator;
import io.openinbox.simulator.sandbox.SandboxUser;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Two people who do with messages what X's cannot: they react to what the shop answers, quote it, and correct what they wrote
 * themselves.
 */
public final class SandboxStory implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(SandboxStory.class.getName());

    private static final Duration STEP = Duration.ofMillis(250);
    private static final Duration REACTS_AFTER = Duration.ofMillis(1_200);
    private static final Duration TYPES_AFTER = Duration.ofMillis(2_200);
    private static final Duration WRITES_AFTER = Duration.ofMillis(4_500);
    private static final Duration CORRECTS_AFTER = Duration.ofSeconds(3);

    private final SandboxSimulator sandbox;
    private final SandboxUser shop;
    private final String token;
    private final Clock clock = Clock.systemUTC();
    private final List<Guest> guests;
    private final ScheduledExecutorService steps = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("demo-sandbox").daemon().factory());

    private SandboxStory(SandboxSimulator sandbox) {
        this.sandbox = sandbox;
        shop = sandbox.addUser("clayandkettle", "Clay & Kettle");
        token = sandbox.link(shop);
        guests = List.of(
                new Guest(
                        sandbox.addUser("noravik", "Nora Vik"),
                        "🎉",
                        "Is the blue teapot dishwasher proof?",
                        List.of("And the lid, too?", "Then I take two of them.", "Thank you!")),
                new Guest(
                        sandbox.addUser("ivomarsh", "Ivo Marsh"),
                        "👍",
                        "Can you send a cup to Reykjavik before Sunday?",
                        List.of("How much would that be?", "Fine with me, please do.", "You are the best.")));
    }

    /** Puts the shop and the people on the sandbox. Nobody writes before {@link #begin}. */
    public static SandboxStory prepare(SandboxSimulator sandbox) {
        return new SandboxStory(sandbox);
    }

    /** The shop's token. */
    public String token() {
        return token;
    }

    /** Starts to live, until it is closed. */
    public void begin() {
        ScheduledFuture<?> _ = steps.scheduleWithFixedDelay(
                () -> {
                    try {
                        guests.forEach(guest -> guest.step(clock.instant()));
                    } catch (RuntimeException e) {
                        LOG.log(System.Logger.Level.WARNING, "A step of the sandbox's story failed; it goes on", e);
                    }
                },
                0,
                STEP.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        steps.shutdownNow();
    }

    private final class Guest {

        private final SandboxUser self;
        private final String emoji;
        private final String opening;
        private final List<String> lines;

        /** What is still to do about the shop's last message, and when. */
        private final List<Plan> plans = new ArrayList<>();

        private @Nullable SandboxMessage answered;
        private int said;

        Guest(SandboxUser self, String emoji, String opening, List<String> lines) {
            this.self = self;
            this.emoji = emoji;
            this.opening = opening;
            this.lines = lines;
        }

        void step(Instant now) {
            List<SandboxMessage> conversation = sandbox.conversation(self, shop);
            if (conversation.isEmpty()) {
                open(now);
                return;
            }
            SandboxMessage last = conversation.getLast();
            if (last.from().equals(shop) && (answered == null || !last.id().equals(answered.id()))) {
                answered = last;
                answer(last, now);
            }
            List<Plan> due =
                    plans.stream().filter(plan -> !now.isBefore(plan.at())).toList();
            plans.removeAll(due);
            due.forEach(plan -> plan.act().run());
        }

        /** With a slip of the finger, corrected in a moment. */
        private void open(Instant now) {
            SandboxMessage written = sandbox.write(self, shop, opening.substring(0, opening.length() - 1));
            plans.add(new Plan(now.plus(CORRECTS_AFTER), () -> sandbox.edit(written, opening)));
        }

        private void answer(SandboxMessage message, Instant now) {
            plans.add(new Plan(now.plus(REACTS_AFTER), () -> sandbox.react(self, message, emoji)));
            plans.add(new Plan(now.plus(TYPES_AFTER), () -> sandbox.type(self, shop)));
            String line = lines.get(said++ % lines.size());
            plans.add(new Plan(now.plus(WRITES_AFTER), () -> sandbox.reply(self, message, line)));
        }
    }

    private record Plan(Instant at, Runnable act) {}
}
