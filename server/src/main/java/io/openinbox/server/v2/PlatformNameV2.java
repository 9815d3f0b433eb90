package io.openinbox.server.v2;

import io.openinbox.platform.Platform;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** How v2 spells platforms: X is {@code twitter}, every other goes by its one name. Both spellings of X are understood. */
final class PlatformNameV2 {

    private static final String X = "twitter";
    private static final Set<String> X_NAMES = Set.of(X, Platform.X.name());
    private static final Pattern FORM = Pattern.compile("[a-z]+");

    private PlatformNameV2() {}

    static String of(Platform platform) {
        return platform.equals(Platform.X) ? X : platform.name();
    }

    /** Empty for what no platform is called. */
    static Optional<Platform> parse(String name) {
        if (X_NAMES.contains(name)) {
            return Optional.of(Platform.X);
        }
        return FORM.matcher(name).matches() ? Optional.of(new Platform(name)) : Optional.empty();
    }
}
