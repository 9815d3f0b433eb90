package io.openinbox.simulator.x;

/** Ends a call with X's refusal. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient XRefusal refusal;

    Refused(XRefusal refusal) {
        super("X refuses the call with status " + refusal.status(), null, false, false);
        this.refusal = refusal;
    }

    XRefusal refusal() {
        return refusal;
    }
}
