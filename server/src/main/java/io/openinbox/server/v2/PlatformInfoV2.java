package io.openinbox.server.v2;

import io.openinbox.platform.Connector;
import io.openinbox.platform.Limits;
import io.openinbox.platform.ThreadState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

record PlatformInfoV2(
        String platform,
        String name,
        String usernamePrefix,
        List<String> capabilities,
        LimitsV2 limits,
        Map<String, Long> mutationWindows,
        States threadState) {

    static PlatformInfoV2 of(Connector connector) {
        Map<String, Long> windows = new TreeMap<>();
        connector
                .mutationWindows()
                .forEach((capability, window) -> windows.put(capability.wireName(), window.toSeconds()));
        return new PlatformInfoV2(
                PlatformNameV2.of(connector.platform()),
                connector.displayName(),
                connector.usernamePrefix(),
                CapabilitiesV2.of(connector.capabilities()),
                LimitsV2.of(connector.limits()),
                windows,
                new States(
                        ThreadState.archive(connector.capabilities()).orElse(null),
                        ThreadState.read(connector.capabilities()).orElse(null)));
    }

    record LimitsV2(
            @Nullable Integer characters,
            @Nullable Integer mediaCount,
            @Nullable Long mediaBytes,
            @Nullable Map<String, List<String>> mediaTypes) {

        static LimitsV2 of(Limits limits) {
            return new LimitsV2(limits.characters(), limits.mediaCount(), limits.mediaBytes(), types(limits));
        }

        private static @Nullable Map<String, List<String>> types(Limits limits) {
            if (limits.mediaTypes() == null) {
                return null;
            }
            Map<String, List<String>> types = new TreeMap<>();
            limits.mediaTypes()
                    .forEach((kind, accepted) ->
                            types.put(kind, accepted.stream().sorted().toList()));
            return types;
        }
    }

    record States(@Nullable ThreadState archive, @Nullable ThreadState read) {}
}
