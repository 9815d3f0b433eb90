package io.openinbox.server.v1;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

record StatusV1(String id, String name, @Nullable String color, Instant createdAt) {}
