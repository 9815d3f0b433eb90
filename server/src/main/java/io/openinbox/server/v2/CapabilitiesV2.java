package io.openinbox.server.v2;

import io.openinbox.platform.Capability;
import java.util.Collection;
import java.util.List;

/** Capabilities by v2's names, always in the same order. */
final class CapabilitiesV2 {

    private CapabilitiesV2() {}

    static List<String> of(Collection<Capability> capabilities) {
        return capabilities.stream().sorted().map(Capability::wireName).toList();
    }
}
