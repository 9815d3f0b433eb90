package io.openinbox.server.http;

import io.openinbox.http.AddressRanges;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.MDC;

/**
 * Finds out who is asking. A proxy that the operator trusts says for whom it asks, in {@code X-Forwarded-For}, and how they
 * came, in {@code X-Forwarded-Proto}; from anybody else these headers are only words. The address is the request's from
 * here on, and stands in every line the log writes about it.
 */
public final class ClientAddressFilter extends HttpFilter {

    /** The name under which log patterns find the address. */
    public static final String MDC_KEY = "client";

    private static final long serialVersionUID = 1;

    private final transient AddressRanges trusted;

    /** @param trusted the proxies */
    public ClientAddressFilter(AddressRanges trusted) {
        this.trusted = trusted;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest seen = seen(request);
        MDC.put(MDC_KEY, seen.getRemoteAddr());
        try {
            chain.doFilter(seen, response);
        } finally {
            MDC.remove(MDC_KEY);
        }
    }

    private HttpServletRequest seen(HttpServletRequest request) {
        Optional<InetAddress> peer = address(request.getRemoteAddr()).filter(trusted::contains);
        return peer.isEmpty()
                ? request
                : new ForwardedRequest(request, client(request, peer.get()).getHostAddress());
    }

    /** From the last proxy back to the first address that is no proxy of ours: what stands before it anybody may have written. */
    private InetAddress client(HttpServletRequest request, InetAddress peer) {
        InetAddress client = peer;
        for (String hop : hops(request)) {
            Optional<InetAddress> named = address(withoutPort(hop));
            if (named.isEmpty()) {
                return client;
            }
            client = named.get();
            if (!trusted.contains(client)) {
                return client;
            }
        }
        return client;
    }

    private static List<String> hops(HttpServletRequest request) {
        List<String> hops = new ArrayList<>();
        Collections.list(request.getHeaders("X-Forwarded-For")).forEach(line -> {
            for (String hop : line.split(",", -1)) {
                hops.add(hop.strip());
            }
        });
        return hops.reversed();
    }

    /** Some proxies write {@code 192.0.2.7:1234} and {@code [2001:db8::7]:1234}. */
    private static String withoutPort(String hop) {
        if (hop.startsWith("[")) {
            return hop.substring(1, Math.max(1, hop.indexOf(']')));
        }
        int colon = hop.indexOf(':');
        return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
    }

    /** Never asks for a name. */
    private static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
