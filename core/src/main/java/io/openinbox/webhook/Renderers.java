package io.openinbox.webhook;

import java.util.List;

/** The renderer of each API version. */
final class Renderers {

    private final List<PayloadRenderer> all;

    Renderers(List<PayloadRenderer> all) {
        this.all = List.copyOf(all);
    }

    PayloadRenderer of(ApiVersion version) {
        return all.stream()
                .filter(renderer -> renderer.version() == version)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Nothing renders API version " + version.text() + "."));
    }
}
