package io.openinbox.server.live;

import io.openinbox.event.Events;
import io.openinbox.event.Tail;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.TeamId;
import io.openinbox.server.auth.Caller;
import io.openinbox.server.auth.Callers;
import io.openinbox.server.http.HttpRefusal;
import io.openinbox.server.live.Mailbox.Farewell;
import io.openinbox.server.manner.Errors;
import io.openinbox.server.manner.InvalidRequest;
import io.openinbox.server.manner.Query;
import io.openinbox.team.Scope;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** {@code GET /api/live?since=<seq>}: server-sent events, for a token with the scope read or a signed-in browser. */
public final class LiveRoutes implements RouterFunction<ServerResponse>, AutoCloseable {

    public static final String PATH = "/api/live";

    private static final Logger log = LoggerFactory.getLogger(LiveRoutes.class);
    private static final long LAST_SEQ = (1L << 53) - 1;

    /** What a browser sends when it connects again; it asks for the same address as the first time. */
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final Callers callers;
    private final Events events;
    private final Tail tail;
    private final InboxClock clock;
    private final Duration heartbeat;
    private final Map<TeamId, TeamFeed> feeds = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** @param heartbeat how often a silent stream says that it lives */
    public LiveRoutes(Callers callers, Events events, Tail tail, InboxClock clock, Duration heartbeat) {
        this.callers = callers;
        this.events = events;
        this.tail = tail;
        this.clock = clock;
        this.heartbeat = heartbeat;
    }

    @Override
    public Optional<HandlerFunction<ServerResponse>> route(ServerRequest request) {
        return request.path().equals(PATH) ? Optional.of(this::handle) : Optional.empty();
    }

    /** Says good-bye on every stream, so that clients move to another node at once. */
    @Override
    public void close() {
        closed = true;
        feeds.values().forEach(feed -> feed.closeAll(Farewell.STOPPING));
    }

    private ServerResponse handle(ServerRequest request) {
        try {
            if (!request.method().equals(HttpMethod.GET)) {
                throw new HttpRefusal(
                        HttpRefusal.Kind.METHOD_NOT_ALLOWED, "This address takes GET alone.", Map.of("Allow", "GET"));
            }
            HttpServletRequest http = request.servletRequest();
            Caller caller = callers.authenticate(http);
            caller.require(Scope.READ);
            return new Streaming(caller.teamId(), since(http));
        } catch (Exception e) {
            return Errors.answer(e);
        }
    }

    private static @Nullable Long since(HttpServletRequest request) {
        String last = request.getHeader(LAST_EVENT_ID);
        if (last != null && !last.isBlank()) {
            try {
                return Math.clamp(Long.parseLong(last.strip()), 0, LAST_SEQ);
            } catch (NumberFormatException e) {
                throw InvalidRequest.of(LAST_EVENT_ID, "must be the id of an event of this stream, a whole number.");
            }
        }
        return Query.parse(request.getQueryString())
                .number("since", 0, LAST_SEQ)
                .orElse(null);
    }

    private boolean mayListen(HttpServletRequest request, TeamId team) {
        try {
            Caller caller = callers.authenticate(request);
            return caller.teamId().equals(team) && caller.scopes().contains(Scope.READ);
        } catch (InboxException e) {
            return false;
        } catch (DataAccessException e) {
            // Nobody was signed out: the database does not answer. The next check tells.
            return true;
        }
    }

    private void stream(TeamId team, @Nullable Long since, HttpServletRequest request, OutputStream out) {
        var stream = new LiveStream(team, since, events, () -> mayListen(request, team), heartbeat, out);
        try {
            stream.run(own -> join(team, own));
        } catch (IOException e) {
            log.debug("A live stream's client has gone.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (DataAccessException e) {
            log.warn("A live stream ended because the database did not answer: {}", e.getMessage());
        } finally {
            leave(team, stream.mailbox());
        }
    }

    private long join(TeamId team, Mailbox mailbox) {
        while (true) {
            OptionalLong seq = feeds.computeIfAbsent(team, key -> new TeamFeed(key, events, tail, clock))
                    .join(mailbox);
            if (seq.isPresent()) {
                if (closed) {
                    mailbox.close(Farewell.STOPPING);
                }
                return seq.getAsLong();
            }
        }
    }

    private void leave(TeamId team, Mailbox mailbox) {
        feeds.computeIfPresent(team, (key, feed) -> feed.leave(mailbox) ? null : feed);
    }

    /**
     * Written by the request's own thread, which is a virtual one and may wait as long as it likes. A thread beside it would
     * share the response with the container, which uses it for somebody else as soon as a write has failed.
     */
    private final class Streaming implements ServerResponse {

        private final TeamId team;
        private final @Nullable Long since;

        Streaming(TeamId team, @Nullable Long since) {
            this.team = team;
            this.since = since;
        }

        @Override
        public HttpStatusCode statusCode() {
            return HttpStatusCode.valueOf(200);
        }

        @Override
        public HttpHeaders headers() {
            return new HttpHeaders();
        }

        @Override
        public MultiValueMap<String, Cookie> cookies() {
            return new LinkedMultiValueMap<>();
        }

        @Override
        public @Nullable ModelAndView writeTo(HttpServletRequest request, HttpServletResponse response, Context context)
                throws IOException {
            response.setStatus(200);
            response.setContentType("text/event-stream;charset=UTF-8");
            // Proxies that gather answers would hold events back.
            response.setHeader("X-Accel-Buffering", "no");
            stream(team, since, request, response.getOutputStream());
            return null;
        }
    }
}
