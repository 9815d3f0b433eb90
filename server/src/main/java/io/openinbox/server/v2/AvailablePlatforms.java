package io.openinbox.server.v2;

import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.platform.Connector;
import io.openinbox.platform.Connectors;
import io.openinbox.platform.Platform;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The platforms a team can use: all that the operator has set up. */
final class AvailablePlatforms {

    private final Connectors connectors;

    AvailablePlatforms(Connectors connectors) {
        this.connectors = connectors;
    }

    List<Connector> all() {
        return connectors.all().stream()
                .sorted(Comparator.comparing(connector -> connector.platform().name()))
                .toList();
    }

    boolean has(Platform platform) {
        return connectors.find(platform).isPresent();
    }

    /** @throws InboxException {@code PLATFORM_NOT_AVAILABLE} */
    Connector require(Platform platform) {
        return connectors.find(platform).orElseThrow(() -> notAvailable(PlatformNameV2.of(platform)));
    }

    /** @throws InboxException {@code PLATFORM_NOT_AVAILABLE}, whether or not there is such a platform elsewhere */
    Platform named(String name) {
        return PlatformNameV2.parse(name).filter(this::has).orElseThrow(() -> notAvailable(name));
    }

    private static InboxException notAvailable(String name) {
        return new InboxException(
                ErrorCode.PLATFORM_NOT_AVAILABLE,
                "The platform \"" + name + "\" is not set up on this server: GET /platforms lists those that are.",
                Map.of("platform", name));
    }
}
