package io.openinbox.account;

import java.util.UUID;

/** A back-fill that this node reads until its lease ends, or another request for it takes the lease away. */
public record ClaimedBackfill(Backfill backfill, UUID lease) {}
