package io.openinbox.kernel;

import java.util.Optional;
import java.util.UUID;

/** Identifies one of the team's own accounts on a platform. */
public record AccountLinkId(UUID value) implements Id {

    public static AccountLinkId next() {
        return new AccountLinkId(IdCodec.next('a'));
    }

    /** Empty for anything but 24 characters of {@code [0-9a-z]}. */
    public static Optional<AccountLinkId> parse(String text) {
        return IdCodec.parse(text).map(AccountLinkId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
