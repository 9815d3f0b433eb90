package io.openinbox.simulator.sandbox;

/** What becomes of the next call that changes something. */
public enum SandboxFault {
    /** It is done, and the connection ends without an answer. */
    DONE_WITHOUT_ANSWER,
    /** It is done, and the caller hears nothing until {@link SandboxSimulator#breakSilence}. */
    DONE_IN_SILENCE,
    /** It is not done, and the connection ends without an answer. */
    NEITHER_DONE_NOR_ANSWERED,
    /** 503: nothing is done. */
    DOWN,
    /** 429, to try again in 7 seconds. */
    THROTTLED,
    /** The conversation does not allow it. */
    RESTRICTED,
    /** It is too late. */
    WINDOW_CLOSED
}
