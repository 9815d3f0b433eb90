package io.openinbox.kernel;

import java.util.Optional;
import java.util.UUID;

/** Identifies one attempt of a member to link an account in the browser. */
public record LinkAttemptId(UUID value) implements Id {

    public static LinkAttemptId next() {
        return new LinkAttemptId(IdCodec.next('l'));
    }

    /** Empty for anything but 24 characters of {@code [0-9a-z]}. */
    public static Optional<LinkAttemptId> parse(String text) {
        return IdCodec.parse(text).map(LinkAttemptId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
