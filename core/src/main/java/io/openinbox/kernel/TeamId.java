package io.openinbox.kernel;

import java.util.Optional;
import java.util.UUID;

/** Identifies a team, the tenant every stored row belongs to. */
public record TeamId(UUID value) implements Id {

    public static TeamId next() {
        return new TeamId(IdCodec.next('w'));
    }

    /** Empty for anything but 24 characters of {@code [0-9a-z]}. */
    public static Optional<TeamId> parse(String text) {
        return IdCodec.parse(text).map(TeamId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
