package io.openinbox.kernel;

import java.util.Optional;
import java.util.UUID;

/** Identifies a stage of the team's pipeline. */
public record StatusId(UUID value) implements Id {

    public static StatusId next() {
        return new StatusId(IdCodec.next('s'));
    }

    /** Empty for anything but 24 characters of {@code [0-9a-z]}. */
    public static Optional<StatusId> parse(String text) {
        return IdCodec.parse(text).map(StatusId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
