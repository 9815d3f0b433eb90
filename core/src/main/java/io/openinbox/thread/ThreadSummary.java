package io.openinbox.thread;

import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.ThreadId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A thread as a person's page lists it. */
public record ThreadSummary(
        ThreadId id, AccountLinkId accountLinkId, @Nullable Instant lastMessageAt, Instant createdAt) {}
