package io.openinbox.server.v2;

import io.openinbox.pipeline.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

record StatusV2(String id, String name, @Nullable String color, Instant createdAt) {

    static StatusV2 of(Status status) {
        return new StatusV2(status.id().text(), status.name(), status.color(), status.createdAt());
    }
}
