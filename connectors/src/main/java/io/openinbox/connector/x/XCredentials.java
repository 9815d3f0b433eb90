package io.openinbox.connector.x;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account's OAuth 2 tokens.
 *
 * @param refreshToken null when the person did not grant {@code offline.access}; it works once
 * @param expiresAt when the access token ends, null when unknown
 */
public record XCredentials(
        String accessToken,
        @Nullable String refreshToken,
        @Nullable Instant expiresAt) {

    public XCredentials {
        if (accessToken.isBlank()) {
            throw new IllegalArgumentException("accessToken is empty: pass the token X gave for the account");
        }
    }

    /** Tokens whose expiry is not known, as a person pastes them. */
    public static XCredentials of(String accessToken, @Nullable String refreshToken) {
        return new XCredentials(accessToken, refreshToken, null);
    }

    /**
     * Reads what {@link #text()} wrote.
     *
     * @throws IllegalArgumentException when it is something else; the message holds none of it
     */
    public static XCredentials parse(String text) {
        var json = XWire.read(text);
        var accessToken = XWire.text(json, "accessToken");
        if (accessToken == null) {
            throw new IllegalArgumentException("the stored credentials of the X account cannot be read: link it again");
        }
        var expiresAt = XWire.whole(json, "expiresAt");
        return new XCredentials(
                accessToken,
                XWire.text(json, "refreshToken"),
                expiresAt == null ? null : Instant.ofEpochMilli(expiresAt));
    }

    /** The form the core keeps, encrypted. */
    public String text() {
        var json = XWire.object();
        json.put("accessToken", accessToken);
        if (refreshToken != null) {
            json.put("refreshToken", refreshToken);
        }
        if (expiresAt != null) {
            json.put("expiresAt", expiresAt.toEpochMilli());
        }
        return XWire.write(json);
    }

    boolean hasExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** Without the tokens. */
    @Override
    public String toString() {
        return "XCredentials[expiresAt=" + expiresAt + "]";
    }
}
