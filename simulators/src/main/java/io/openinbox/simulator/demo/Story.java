package io.openinbox.simulator.demo;

import io.openinbox.simulator.x.XSimulator;
import io.openinbox.simulator.x.XTokens;
import io.openinbox.simulator.x.XUser;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Twelve people who write to a shop, in as many languages, and go on for as long as it runs: a handful at once, the others
 * within minutes, then one of them every few minutes. Who waits for an answer waits long before writing again.
 */
public final class Story implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Story.class.getName());

    private static final int AT_ONCE = 4;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(25);
    private static final Duration LATER_PAUSE = Duration.ofMinutes(3);
    private static final int OR_SO_MANY_SECONDS_LATER = 60;
    private static final Duration STEP = Duration.ofMillis(250);

    private static final int SMALL = 48;
    private static final int LARGE = 400;

    private final XUser shop;
    private final XTokens tokens;
    private final Clock clock;
    private final Random random = new Random(20);
    private final List<Correspondent> people;
    private final ScheduledExecutorService steps = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("demo-story").daemon().factory());

    private int opened;
    private Instant nextOpening = Instant.MIN;

    private Story(XUser shop, XTokens tokens, List<Correspondent> people, Clock clock) {
        this.shop = shop;
        this.tokens = tokens;
        this.people = people;
        this.clock = clock;
    }

    /** Puts the shop, the people and what they said earlier on X. Nobody writes before {@link #begin}. */
    public static Story prepare(XSimulator x) {
        return prepare(x, Clock.systemUTC());
    }

    static Story prepare(XSimulator x, Clock clock) {
        XUser shop = x.addUser("clayandkettle", "Clay & Kettle")
                .withProfile("Stoneware for tea. Made to order, sent everywhere.", "Bergen", "https://example.com")
                .withFollowers(6_204, 318)
                .withPictureUrl(picture(x, "clayandkettle", Portraits.teapot(SMALL), Portraits.teapot(LARGE)));
        x.update(shop);
        List<Correspondent> people = new ArrayList<>();
        for (Person person : Person.all()) {
            int number = people.size();
            XUser user = x.addUser(person.username(), person.name())
                    .withProfile(person.description(), person.location(), "")
                    .withFollowers(person.followers(), person.followers() / 3)
                    .withPictureUrl(picture(
                            x, person.username(), Portraits.face(number, SMALL), Portraits.face(number, LARGE)));
            x.update(user);
            remember(x, person, user, shop);
            people.add(new Correspondent(x, person, user, shop, number));
        }
        return new Story(shop, x.link(shop), List.copyOf(people), clock);
    }

    /** X names the small picture, and whoever wants a larger one puts another size in the address. */
    private static String picture(XSimulator x, String username, byte[] small, byte[] large) {
        x.publishPicture(username + "_400x400.png", large);
        return x.publishPicture(username + "_normal.png", small).toString();
    }

    private static void remember(XSimulator x, Person person, XUser user, XUser shop) {
        Instant at = x.now().minus(Duration.ofDays(3)).minus(Duration.ofHours(person.followers() % 17));
        boolean ofPerson = true;
        for (String text : person.earlier()) {
            x.wroteEarlier(ofPerson ? user : shop, ofPerson ? shop : user, text, at);
            ofPerson = !ofPerson;
            at = at.plus(Duration.ofMinutes(41));
        }
    }

    /** The account to link. */
    public XUser shop() {
        return shop;
    }

    /** The shop's tokens. */
    public XTokens tokens() {
        return tokens;
    }

    /** Starts to live, until it is closed. */
    public void begin() {
        ScheduledFuture<?> _ = steps.scheduleWithFixedDelay(
                () -> {
                    try {
                        step();
                    } catch (RuntimeException e) {
                        LOG.log(System.Logger.Level.WARNING, "A step of the demo's story failed; it goes on", e);
                    }
                },
                0,
                STEP.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    void step() {
        Instant now = clock.instant();
        while (opened < AT_ONCE) {
            people.get(opened++).open(now);
            nextOpening = now.plus(FIRST_PAUSE);
        }
        people.forEach(person -> person.step(now));
        if (!now.isBefore(nextOpening)) {
            nextOpening = now.plus(opened < people.size() ? FIRST_PAUSE : LATER_PAUSE)
                    .plusSeconds(random.nextInt(OR_SO_MANY_SECONDS_LATER));
            next(now).ifPresent(person -> person.open(now));
        }
    }

    /** Who has not written yet, then whoever is quiet for the longest time. */
    private Optional<Correspondent> next(Instant now) {
        return opened < people.size()
                ? Optional.of(people.get(opened++))
                : people.stream()
                        .filter(person -> person.mayOpen(now))
                        .min(Comparator.comparing(Correspondent::lastWrote));
    }

    @Override
    public void close() {
        steps.shutdownNow();
    }
}
