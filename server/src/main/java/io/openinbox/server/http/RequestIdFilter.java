package io.openinbox.server.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Gives every request an id, which stands on its answer and in every line the log writes about it. A caller's own id is
 * kept where it is harmless in a log line. What no surface has answered ends here, as a bug: logged once, with the id.
 */
public final class RequestIdFilter extends HttpFilter {

    public static final String HEADER = "X-Request-Id";

    /** The name under which log patterns find the id. */
    public static final String MDC_KEY = "requestId";

    private static final long serialVersionUID = 1;
    private static final Logger log = LoggerFactory.getLogger(RequestIdFilter.class);
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        String id = idOf(request.getHeader(HEADER));
        response.setHeader(HEADER, id);
        MDC.put(MDC_KEY, id);
        try {
            chain.doFilter(request, response);
        } catch (RuntimeException | ServletException e) {
            // Here and not in the container, which would log it without the id.
            log.error("A request failed.", e);
            if (!response.isCommitted()) {
                response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            }
        } finally {
            MDC.remove(MDC_KEY);
        }
    }

    private static String idOf(@Nullable String given) {
        if (given != null && SANE.matcher(given).matches()) {
            return given;
        }
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }
}
