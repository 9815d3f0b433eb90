package io.openinbox.server.v2;

import io.openinbox.person.Profile;
import io.openinbox.platform.Connector;
import io.openinbox.platform.Connectors;

/** Profiles with the prefix their platform puts before usernames. */
final class Profiles {

    private final Connectors connectors;

    Profiles(Connectors connectors) {
        this.connectors = connectors;
    }

    ProfileV2 answer(Profile profile) {
        return ProfileV2.of(
                profile,
                connectors
                        .find(profile.platform())
                        .map(Connector::usernamePrefix)
                        .orElse(""));
    }

    boolean isAvailable(Profile profile) {
        return connectors.find(profile.platform()).isPresent();
    }
}
