package io.openinbox.simulator.x;

import java.time.Duration;

/**
 * How X delivers events. Applies to every delivery, until it is narrowed: {@code
 * XDeliveryBehaviour.duplicate(3).of("dm.received").times(1)}. Decided when the event happens. Immutable.
 */
public final class XDeliveryBehaviour implements XBehaviour {

    /** What happens to a delivery. */
    sealed interface Effect {}

    record Hold() implements Effect {}

    record Delay(Duration by) implements Effect {}

    record Duplicate(int copies, boolean atOnce) implements Effect {}

    private final Effect effect;
    private final String eventType;
    private final boolean echoesOnly;
    private final String accountId;
    private final int times;

    private XDeliveryBehaviour(Effect effect, String eventType, boolean echoesOnly, String accountId, int times) {
        this.effect = effect;
        this.eventType = eventType;
        this.echoesOnly = echoesOnly;
        this.accountId = accountId;
        this.times = times;
    }

    private static XDeliveryBehaviour with(Effect effect) {
        return new XDeliveryBehaviour(effect, "", false, "", Integer.MAX_VALUE);
    }

    /** Kept back until {@link XSimulator#release()} or {@link XSimulator#releaseShuffled(long)}. */
    public static XDeliveryBehaviour hold() {
        return with(new Hold());
    }

    /** Posted later; what comes after it does not wait and so overtakes it. */
    public static XDeliveryBehaviour delay(Duration by) {
        return with(new Delay(by));
    }

    /** Posted so many times in all, one after another. */
    public static XDeliveryBehaviour duplicate(int copies) {
        return with(new Duplicate(atLeastOne(copies), false));
    }

    /** Posted so many times in all, at the same moment. */
    public static XDeliveryBehaviour duplicateAtOnce(int copies) {
        return with(new Duplicate(atLeastOne(copies), true));
    }

    private static int atLeastOne(int copies) {
        if (copies < 1) {
            throw new IllegalArgumentException("copies: must be at least 1, the delivery itself");
        }
        return copies;
    }

    /** Only this type, such as {@code dm.received}. */
    public XDeliveryBehaviour of(String type) {
        return new XDeliveryBehaviour(effect, type, echoesOnly, accountId, times);
    }

    /** Only the {@code dm.sent} of messages that an app sent through the API. */
    public XDeliveryBehaviour ofEchoes() {
        return new XDeliveryBehaviour(effect, eventType, true, accountId, times);
    }

    /** Only deliveries for this linked account. */
    public XDeliveryBehaviour forAccount(XUser account) {
        return new XDeliveryBehaviour(effect, eventType, echoesOnly, account.id(), times);
    }

    /** Only the next so many deliveries it fits. */
    public XDeliveryBehaviour times(int value) {
        if (value < 1) {
            throw new IllegalArgumentException("times: must be at least 1");
        }
        return new XDeliveryBehaviour(effect, eventType, echoesOnly, accountId, value);
    }

    Effect effect() {
        return effect;
    }

    int times() {
        return times;
    }

    boolean fits(Notice notice) {
        return (eventType.isEmpty() || eventType.equals(notice.eventType()))
                && (!echoesOnly || notice.echo())
                && (accountId.isEmpty() || accountId.equals(notice.accountId()));
    }
}
