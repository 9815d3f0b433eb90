package io.openinbox.server.auth;

import io.openinbox.team.Sessions;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.ResponseCookie;

/** The cookie a signed-in browser keeps: out of reach of scripts, and of other sites' forms. */
public final class SessionCookie {

    private final String name;
    private final boolean isSecure;

    /** @param isSecure whether browsers reach this server over TLS alone */
    public SessionCookie(boolean isSecure) {
        // The prefix makes browsers refuse the cookie from anywhere but this very host, over TLS.
        this.name = isSecure ? "__Host-inbox_session" : "inbox_session";
        this.isSecure = isSecure;
    }

    public Optional<String> read(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(name)) {
                    return Optional.of(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }

    /** @return the value of a {@code Set-Cookie} header */
    String set(String token) {
        return cookie(token, Sessions.LIFE);
    }

    /** As above; makes the browser forget the session. */
    String clear() {
        return cookie("", Duration.ZERO);
    }

    private String cookie(String value, Duration life) {
        return ResponseCookie.from(name, value)
                .path("/")
                .httpOnly(true)
                .secure(isSecure)
                .sameSite("Lax")
                .maxAge(life)
                .build()
                .toString();
    }
}
