package io.openinbox.pipeline;

import io.openinbox.kernel.TagId;
import java.time.Instant;

/** A label; a contact may have any number of them. */
public record Tag(TagId id, String name, String color, Instant createdAt) {}
