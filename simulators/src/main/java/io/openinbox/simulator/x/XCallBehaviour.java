package io.openinbox.simulator.x;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * How X treats API calls. Applies to every call of every account, until it is narrowed: {@code
 * XCallBehaviour.refuse(XRefusal.closedDms()).on(XCall.SEND).to(rosa).times(1)}. Several may be on at once; of several
 * refusals the one switched on first wins. Immutable.
 */
public final class XCallBehaviour implements XBehaviour {

    /** What happens to a call. */
    sealed interface Effect {}

    record Refuse(XRefusal refusal) implements Effect {}

    record FailAfterAccepting(XRefusal refusal) implements Effect {}

    record AnswerLate(Duration by) implements Effect {}

    record NeverAnswer() implements Effect {}

    record CutConnection() implements Effect {}

    record EchoFirst() implements Effect {}

    private final Effect effect;
    private final Set<XCall> calls;
    private final String accountId;
    private final String recipientId;
    private final int times;

    private XCallBehaviour(Effect effect, Set<XCall> calls, String accountId, String recipientId, int times) {
        this.effect = effect;
        this.calls = calls;
        this.accountId = accountId;
        this.recipientId = recipientId;
        this.times = times;
    }

    private static XCallBehaviour of(Effect effect) {
        return new XCallBehaviour(effect, EnumSet.allOf(XCall.class), "", "", Integer.MAX_VALUE);
    }

    /** The call has no effect and gets this answer. */
    public static XCallBehaviour refuse(XRefusal refusal) {
        return of(new Refuse(refusal));
    }

    /** The call takes effect (a message is accepted and counted), but this is the answer. */
    public static XCallBehaviour failAfterAccepting(XRefusal refusal) {
        return of(new FailAfterAccepting(refusal));
    }

    /** The call takes effect at once; the answer comes later. An echo does not wait for it. */
    public static XCallBehaviour answerLate(Duration by) {
        return of(new AnswerLate(by));
    }

    /** The call takes effect, and the answer never comes: the caller's time-out ends it. */
    public static XCallBehaviour neverAnswer() {
        return of(new NeverAnswer());
    }

    /** The call takes effect, then the connection is closed without a byte of an answer. */
    public static XCallBehaviour cutConnection() {
        return of(new CutConnection());
    }

    /** A send is answered only after its {@code dm.sent} delivery was acknowledged (or got no answer in time). */
    public static XCallBehaviour echoFirst() {
        return of(new EchoFirst()).on(XCall.SEND);
    }

    /** Only these families of calls. */
    public XCallBehaviour on(XCall first, XCall... others) {
        return new XCallBehaviour(effect, EnumSet.of(first, others), accountId, recipientId, times);
    }

    /** Only calls with a token of this account. */
    public XCallBehaviour by(XUser account) {
        return new XCallBehaviour(effect, calls, account.id(), recipientId, times);
    }

    /** Only calls about a conversation with this user. */
    public XCallBehaviour to(XUser recipient) {
        return new XCallBehaviour(effect, calls, accountId, recipient.id(), times);
    }

    /** Only the next so many calls it fits. */
    public XCallBehaviour times(int value) {
        if (value < 1) {
            throw new IllegalArgumentException("times: must be at least 1");
        }
        return new XCallBehaviour(effect, calls, accountId, recipientId, value);
    }

    Effect effect() {
        return effect;
    }

    int times() {
        return times;
    }

    boolean fits(XCall call, String callerId, Set<String> recipientIds) {
        return calls.contains(call)
                && (accountId.isEmpty() || accountId.equals(callerId))
                && (recipientId.isEmpty() || recipientIds.contains(recipientId));
    }
}
