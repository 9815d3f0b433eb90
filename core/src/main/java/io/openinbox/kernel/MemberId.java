package io.openinbox.kernel;

import java.util.Optional;
import java.util.UUID;

/** Identifies a user's membership of one team; assignees are members. */
public record MemberId(UUID value) implements Id {

    public static MemberId next() {
        return new MemberId(IdCodec.next('b'));
    }

    /** Empty for anything but 24 characters of {@code [0-9a-z]}. */
    public static Optional<MemberId> parse(String text) {
        return IdCodec.parse(text).map(MemberId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
