package io.openinbox.pipeline;

import io.openinbox.kernel.StatusId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A stage of the pipeline; a contact is in one of them or in none. */
public record Status(StatusId id, String name, @Nullable String color, Instant createdAt) {}
