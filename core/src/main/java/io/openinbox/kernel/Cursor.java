package io.openinbox.kernel;

import java.time.Instant;
import java.util.UUID;

/** Where a page ended: the sort key and id of its last row. The next page starts strictly behind it. */
public record Cursor(Instant at, UUID id) {}
