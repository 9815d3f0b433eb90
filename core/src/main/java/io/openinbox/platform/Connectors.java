package io.openinbox.platform;

import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The platforms this installation can talk to. */
public final class Connectors {

    private final Map<Platform, Connector> byPlatform;
    private final PlatformActivity activity = new PlatformActivity();

    public Connectors(Collection<? extends Connector> connectors) {
        byPlatform =
                connectors.stream().collect(Collectors.toUnmodifiableMap(Connector::platform, Function.identity()));
    }

    public Collection<Connector> all() {
        return byPlatform.values();
    }

    public Optional<Connector> find(Platform platform) {
        return Optional.ofNullable(byPlatform.get(platform));
    }

    /** Where what passes between them and us is told. */
    public PlatformActivity activity() {
        return activity;
    }

    /** @throws InboxException {@code PLATFORM_NOT_SUPPORTED} when the operator has not set the platform up */
    public Connector require(Platform platform) {
        return find(platform)
                .orElseThrow(() -> new InboxException(
                        ErrorCode.PLATFORM_NOT_SUPPORTED,
                        "The platform " + platform + " is not set up on this server."));
    }
}
