package io.openinbox.kernel;

import java.util.Optional;
import java.util.UUID;

/** Identifies a label on contacts. */
public record TagId(UUID value) implements Id {

    public static TagId next() {
        return new TagId(IdCodec.next('g'));
    }

    /** Empty for anything but 24 characters of {@code [0-9a-z]}. */
    public static Optional<TagId> parse(String text) {
        return IdCodec.parse(text).map(TagId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
