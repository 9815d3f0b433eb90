package io.openinbox.kernel;

import java.util.Optional;
import java.util.UUID;

/** Identifies the conversation between an account link and a profile. */
public record ThreadId(UUID value) implements Id {

    public static ThreadId next() {
        return new ThreadId(IdCodec.next('t'));
    }

    /** Empty for anything but 24 characters of {@code [0-9a-z]}. */
    public static Optional<ThreadId> parse(String text) {
        return IdCodec.parse(text).map(ThreadId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
