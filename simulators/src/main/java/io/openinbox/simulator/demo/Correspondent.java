package io.openinbox.simulator.demo;

import io.openinbox.simulator.x.XEvent;
import io.openinbox.simulator.x.XMedia;
import io.openinbox.simulator.x.XSimulator;
import io.openinbox.simulator.x.XUser;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A person on X who talks with the shop: opens a topic when told to, reads what the shop answers, types, writes the next
 * line some seconds later, and goes quiet when the topic is over. Steps by the clock it is given; used by one thread.
 */
final class Correspondent {

    private static final Duration READS_AFTER = Duration.ofMillis(900);
    private static final Duration TYPES_BEFORE = Duration.ofMillis(1_600);
    private static final int ANSWERS_AFTER_MILLIS = 3_000;
    private static final int OR_SO_MANY_LATER = 5_000;

    /** An answer after this long a silence starts the next topic. */
    private static final Duration REST = Duration.ofMinutes(4);

    /** Who was not answered for this long tries another topic. */
    private static final Duration PATIENCE = Duration.ofMinutes(25);

    /** How a line begins that comes with a picture. */
    private static final String PICTURE = "picture: ";

    private static final int PICTURE_SIZE = 320;
    private static final long FIRST_PICTURE = 1_900_000_000_000_000_000L;
    private static final AtomicLong PICTURES = new AtomicLong();

    private final XSimulator x;
    private final Person person;
    private final XUser self;
    private final XUser shop;
    private final Random random;

    private int topic;
    private Iterator<String> lines = List.<String>of().iterator();
    private boolean saidGoodbye = true;
    private Instant lastWrote = Instant.MIN;
    /** The newest message of the shop that was noticed. */
    private String noticed = "";

    private @Nullable Instant readsAt;
    private @Nullable Instant typesAt;
    private @Nullable Instant writesAt;

    Correspondent(XSimulator x, Person person, XUser self, XUser shop, long seed) {
        this.x = x;
        this.person = person;
        this.self = self;
        this.shop = shop;
        this.random = new Random(seed);
        lastMessage().filter(this::isOfShop).ifPresent(message -> noticed = message.id());
    }

    /** Whether a new topic would not pester: the last talk is over, or was left unanswered for long. */
    boolean mayOpen(Instant now) {
        return writesAt == null && !now.isBefore(lastWrote.plus(saidGoodbye ? REST : PATIENCE));
    }

    Instant lastWrote() {
        return lastWrote;
    }

    /** Begins the next topic; after the last one the first again. */
    void open(Instant now) {
        lines = person.topics().get(topic++ % person.topics().size()).iterator();
        saidGoodbye = false;
        write(lines.next(), now);
    }

    void step(Instant now) {
        lastMessage()
                .filter(this::isOfShop)
                .filter(message -> !message.id().equals(noticed))
                .ifPresent(message -> {
                    noticed = message.id();
                    notice(now);
                });
        if (isDue(readsAt, now)) {
            readsAt = null;
            x.read(self, shop, x.conversation(self, shop).getLast());
        }
        if (isDue(typesAt, now)) {
            typesAt = null;
            x.type(self, shop);
        }
        if (isDue(writesAt, now)) {
            writesAt = null;
            answer(now);
        }
    }

    /** Several messages in a row are answered once, some seconds after the last. */
    private void notice(Instant now) {
        readsAt = now.plus(READS_AFTER);
        boolean rests = saidGoodbye && now.isBefore(lastWrote.plus(REST));
        if (!rests) {
            Instant at = now.plusMillis(ANSWERS_AFTER_MILLIS + random.nextInt(OR_SO_MANY_LATER));
            writesAt = at;
            typesAt = at.minus(TYPES_BEFORE);
        }
    }

    private void answer(Instant now) {
        if (lines.hasNext()) {
            write(lines.next(), now);
        } else if (!saidGoodbye) {
            saidGoodbye = true;
            write(person.goodbye(), now);
        } else {
            open(now);
        }
    }

    private void write(String line, Instant now) {
        lastWrote = now;
        if (line.startsWith(PICTURE)) {
            String id = Long.toString(FIRST_PICTURE + PICTURES.getAndIncrement());
            x.write(
                    self,
                    shop,
                    line.substring(PICTURE.length()),
                    XMedia.photo(id, Portraits.teapot(PICTURE_SIZE), PICTURE_SIZE, PICTURE_SIZE));
        } else {
            x.write(self, shop, line);
        }
    }

    private Optional<XEvent> lastMessage() {
        List<XEvent> messages = x.conversation(self, shop);
        return messages.isEmpty() ? Optional.empty() : Optional.of(messages.getLast());
    }

    private boolean isOfShop(XEvent message) {
        return message.senderId().equals(shop.id());
    }

    private static boolean isDue(@Nullable Instant at, Instant now) {
        return at != null && !now.isBefore(at);
    }
}
