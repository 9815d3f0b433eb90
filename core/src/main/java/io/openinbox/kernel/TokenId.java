package io.openinbox.kernel;

import java.util.Optional;
import java.util.UUID;

/** Identifies an API token. */
public record TokenId(UUID value) implements Id {

    public static TokenId next() {
        return new TokenId(IdCodec.next('k'));
    }

    /** Empty for anything but 24 characters of {@code [0-9a-z]}. */
    public static Optional<TokenId> parse(String text) {
        return IdCodec.parse(text).map(TokenId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
