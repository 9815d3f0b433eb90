package io.openinbox.kernel;

import java.util.Optional;
import java.util.UUID;

/** Identifies a message. */
public record MessageId(UUID value) implements Id {

    public static MessageId next() {
        return new MessageId(IdCodec.next('m'));
    }

    /** Empty for anything but 24 characters of {@code [0-9a-z]}. */
    public static Optional<MessageId> parse(String text) {
        return IdCodec.parse(text).map(MessageId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
