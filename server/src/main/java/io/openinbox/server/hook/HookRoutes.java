package io.openinbox.server.hook;

import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.InboxException;
import io.openinbox.message.IngestMessages;
import io.openinbox.platform.Connector;
import io.openinbox.platform.Connectors;
import io.openinbox.platform.Deliveries;
import io.openinbox.platform.Inbound;
import io.openinbox.platform.Platform;
import io.openinbox.server.http.Answer;
import io.openinbox.server.http.HttpRefusal;
import io.openinbox.server.http.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.transaction.TransactionException;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Takes what platforms deliver. The signature is checked on the raw bytes before anything reads them, and 200 means that
 * what they said is committed; whatever keeps us from that is answered so that the platform delivers again.
 */
public final class HookRoutes implements RouterFunction<ServerResponse> {

    private static final Logger log = LoggerFactory.getLogger(HookRoutes.class);
    private static final String PREFIX = "/hooks/";
    private static final Pattern PLATFORM = Pattern.compile("[a-z]{1,40}");

    /** Answering a challenge signs what the caller chose: platforms ask every half hour, guessers more often. */
    private static final int CHALLENGES = 30;

    private static final Duration CHALLENGE_PERIOD = Duration.ofMinutes(1);
    private static final int RETRY_SECONDS = 5;

    private final Connectors connectors;
    private final IngestMessages ingest;
    private final InboxClock clock;
    private final Map<Platform, Allowance> challenges = new ConcurrentHashMap<>();

    public HookRoutes(Connectors connectors, IngestMessages ingest, InboxClock clock) {
        this.connectors = connectors;
        this.ingest = ingest;
        this.clock = clock;
    }

    @Override
    public Optional<HandlerFunction<ServerResponse>> route(ServerRequest request) {
        return request.path().startsWith(PREFIX) ? Optional.of(this::handle) : Optional.empty();
    }

    private ServerResponse handle(ServerRequest request) {
        Connector connector =
                connector(request.path().substring(PREFIX.length())).orElse(null);
        if (connector == null) {
            return text(404, "No such platform is set up on this server.", Map.of());
        }
        if (request.method().equals(HttpMethod.GET)) {
            return challenge(connector, request);
        }
        if (request.method().equals(HttpMethod.POST)) {
            return delivery(connector, request.servletRequest());
        }
        return text(405, "Use GET or POST.", Map.of("Allow", "GET, POST"));
    }

    private Optional<Connector> connector(String name) {
        return PLATFORM.matcher(name).matches() ? connectors.find(new Platform(name)) : Optional.empty();
    }

    private ServerResponse challenge(Connector connector, ServerRequest request) {
        Duration wait = challenges
                .computeIfAbsent(connector.platform(), platform -> new Allowance(CHALLENGES, CHALLENGE_PERIOD, clock))
                .take();
        if (!wait.isZero()) {
            return text(429, "Too many challenges.", Map.of("Retry-After", Long.toString(wait.toSeconds())));
        }
        return connector
                .deliveries()
                .answerChallenge(new HashMap<>(request.params().toSingleValueMap()))
                .map(json -> Answer.json(200, json.getBytes(StandardCharsets.UTF_8)))
                .orElseGet(() -> text(400, "This is no challenge we may answer.", Map.of()));
    }

    private ServerResponse delivery(Connector connector, HttpServletRequest request) {
        Deliveries deliveries = connector.deliveries();
        try {
            byte[] body = RequestBody.read(request);
            if (!deliveries.isAuthentic(request::getHeader, body)) {
                return text(401, "The signature does not fit.", Map.of());
            }
            List<Inbound> inbound = deliveries.read(body);
            ingest.receive(connector.platform(), inbound);
            return Answer.empty(200);
        } catch (HttpRefusal e) {
            return text(e.kind().status(), String.valueOf(e.getMessage()), e.headers());
        } catch (InboxException e) {
            if (e.code() == ErrorCode.INVALID_REQUEST) {
                return text(400, String.valueOf(e.getMessage()), Map.of());
            }
            return later(String.valueOf(e.details().getOrDefault("retryAfterSeconds", RETRY_SECONDS)));
        } catch (DataAccessException | TransactionException e) {
            log.error(
                    "A delivery from {} could not be stored; the platform was asked to send it again.",
                    connector.platform(),
                    e);
            return later(Integer.toString(RETRY_SECONDS));
        }
    }

    private static ServerResponse later(String seconds) {
        return text(503, "Deliver again later.", Map.of("Retry-After", seconds));
    }

    private static ServerResponse text(int status, String text, Map<String, String> headers) {
        return Answer.bytes(status, MediaType.TEXT_PLAIN, (text + "\n").getBytes(StandardCharsets.UTF_8), headers);
    }
}
