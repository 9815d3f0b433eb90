package io.openinbox.webhook;

import java.util.Optional;

/** The API version in whose words a webhook is told. */
public enum ApiVersion {
    V1("1"),
    V2("2");

    private final String text;

    ApiVersion(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    public static Optional<ApiVersion> of(String text) {
        for (ApiVersion version : values()) {
            if (version.text.equals(text)) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }
}
