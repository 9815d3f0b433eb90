package io.openinbox.server.v1;

import io.openinbox.pipeline.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

record StatusV1(String id, String name, @Nullable String color, Instant createdAt) {

    static StatusV1 of(Status status) {
        return new StatusV1(status.id().text(), status.name(), status.color(), status.createdAt());
    }
}
