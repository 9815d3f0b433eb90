package io.openinbox.kernel;

import java.util.Optional;
import java.util.UUID;

/** Identifies the team's record of a person. */
public record ContactId(UUID value) implements Id {

    public static ContactId next() {
        return new ContactId(IdCodec.next('c'));
    }

    /** Empty for anything but 24 characters of {@code [0-9a-z]}. */
    public static Optional<ContactId> parse(String text) {
        return IdCodec.parse(text).map(ContactId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
