package io.openinbox.kernel;

import java.util.Optional;
import java.util.UUID;

/** Identifies a person's account on a platform; v1 calls it prospect. */
public record ProfileId(UUID value) implements Id {

    public static ProfileId next() {
        return new ProfileId(IdCodec.next('p'));
    }

    /** Empty for anything but 24 characters of {@code [0-9a-z]}. */
    public static Optional<ProfileId> parse(String text) {
        return IdCodec.parse(text).map(ProfileId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
