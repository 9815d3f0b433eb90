package io.openinbox.connector.sandbox;

import java.net.URI;

/**
 * Where the sandbox is.
 *
 * @param apiUrl base of every call, such as {@code http://127.0.0.1:9091}
 * @param secret signs what it delivers
 */
public record SandboxSettings(URI apiUrl, String secret) {

    /** @throws IllegalArgumentException when the address or the secret cannot be used */
    public SandboxSettings {
        if (apiUrl.getHost() == null || !String.valueOf(apiUrl.getScheme()).matches("https?")) {
            throw new IllegalArgumentException("apiUrl must look like http://127.0.0.1:9091, not " + apiUrl);
        }
        if (secret.isBlank()) {
            throw new IllegalArgumentException("secret is empty: without it no delivery is authentic");
        }
    }

    /** Without the secret: settings end up in logs. */
    @Override
    public String toString() {
        return "SandboxSettings[apiUrl=" + apiUrl + "]";
    }
}
