package io.openinbox.server.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** A request as the client made it to the proxy in front of us. */
final class ForwardedRequest extends HttpServletRequestWrapper {

    private final String client;
    private final boolean isSecure;

    ForwardedRequest(HttpServletRequest request, String client) {
        super(request);
        this.client = client;
        String protocol = request.getHeader("X-Forwarded-Proto");
        this.isSecure = protocol == null ? request.isSecure() : protocol.equalsIgnoreCase("https");
    }

    @Override
    public String getRemoteAddr() {
        return client;
    }

    @Override
    public String getRemoteHost() {
        return client;
    }

    @Override
    public boolean isSecure() {
        return isSecure;
    }

    @Override
    public String getScheme() {
        return isSecure ? "https" : "http";
    }
}
