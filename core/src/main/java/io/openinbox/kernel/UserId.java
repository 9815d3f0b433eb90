package io.openinbox.kernel;

import java.util.Optional;
import java.util.UUID;

/** Identifies a person who can sign in; one user may be a member of several teams. */
public record UserId(UUID value) implements Id {

    public static UserId next() {
        return new UserId(IdCodec.next('u'));
    }

    /** Empty for anything but 24 characters of {@code [0-9a-z]}. */
    public static Optional<UserId> parse(String text) {
        return IdCodec.parse(text).map(UserId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
