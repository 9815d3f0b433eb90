package io.openinbox.kernel;

import java.util.Optional;
import java.util.UUID;

/** Identifies an entry of a team's event log. */
public record EventId(UUID value) implements Id {

    public static EventId next() {
        return new EventId(IdCodec.next('e'));
    }

    /** Empty for anything but 24 characters of {@code [0-9a-z]}. */
    public static Optional<EventId> parse(String text) {
        return IdCodec.parse(text).map(EventId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
