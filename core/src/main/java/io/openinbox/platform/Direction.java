package io.openinbox.platform;

/** Who wrote a message: the person (inbound) or our account (outbound). */
public enum Direction {
    INBOUND,
    OUTBOUND
}
