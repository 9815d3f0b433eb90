package io.openinbox.kernel;

import java.util.Optional;
import java.util.UUID;

/** Identifies a webhook. */
public record WebhookId(UUID value) implements Id {

    public static WebhookId next() {
        return new WebhookId(IdCodec.next('w'));
    }

    /** Empty for anything but 24 characters of {@code [0-9a-z]}. */
    public static Optional<WebhookId> parse(String text) {
        return IdCodec.parse(text).map(WebhookId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
