package io.openinbox.event;

/**
 * What of a team's log is there to read.
 *
 * @param oldestSeq of the oldest entry that is kept; one more than {@code lastSeq} when none is
 * @param lastSeq of the newest entry there ever was; 0 before the first
 */
public record LogBounds(long oldestSeq, long lastSeq) {}
