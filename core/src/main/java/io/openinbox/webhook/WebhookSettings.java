package io.openinbox.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a team decides about a webhook; in a change, null leaves a value as it is. */
public record WebhookSettings(
        @Nullable String url,
        @Nullable ApiVersion apiVersion,
        @Nullable List<String> eventTypes,
        @Nullable Boolean enabled,
        @Nullable SpelledX spelledX) {

    /** @param name {@code x} or {@code twitter}; null for the server's default */
    public record SpelledX(@Nullable String name) {}
}
