package io.openinbox.connector.x;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The operator's X app and where X is.
 *
 * @param apiUrl base of X's API without the version, such as {@code https://api.x.com}; every call goes below it
 * @param authorizeUrl the page where a person allows the app to act for their account
 * @param clientId OAuth 2 client; without it tokens cannot be renewed
 * @param clientSecret null for a public client
 * @param consumerSecret the API secret key; without it no delivery is authentic
 * @param bearerToken the app's own token, for webhooks and the stream
 */
public record XSettings(
        String apiUrl,
        String authorizeUrl,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @Nullable String consumerSecret,
        @Nullable String bearerToken) {

    public static final String API_URL = "https://api.x.com";
    public static final String AUTHORIZE_URL = "https://x.com/i/oauth2/authorize";

    /** @throws IllegalArgumentException naming the address that cannot be used */
    public XSettings {
        apiUrl = withoutTrailingSlash(requireWebAddress("apiUrl", apiUrl));
        authorizeUrl = requireWebAddress("authorizeUrl", authorizeUrl);
        if (apiUrl.endsWith("/2")) {
            throw new IllegalArgumentException("apiUrl is the base of X's API without the version: leave out /2");
        }
        clientId = valueOrNull(clientId);
        clientSecret = valueOrNull(clientSecret);
        consumerSecret = valueOrNull(consumerSecret);
        bearerToken = valueOrNull(bearerToken);
    }

    private static String requireWebAddress(String name, String address) {
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " is not an address: " + address, e);
        }
        var isWeb = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
        if (!isWeb || uri.getHost() == null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    name + " must look like https://host, without a query or fragment, not " + address);
        }
        return address;
    }

    private static String withoutTrailingSlash(String address) {
        var end = address.length();
        while (end > 0 && address.charAt(end - 1) == '/') {
            end--;
        }
        return address.substring(0, end);
    }

    private static @Nullable String valueOrNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }

    /** Without the secrets: settings end up in logs. */
    @Override
    public String toString() {
        return "XSettings[apiUrl=" + apiUrl + ", authorizeUrl=" + authorizeUrl + "]";
    }
}
