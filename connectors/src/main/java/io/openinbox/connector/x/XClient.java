package io.openinbox.connector.x;

import io.openinbox.connector.x.XAnswer.Answered;
import io.openinbox.connector.x.XAnswer.NoAnswer;
import io.openinbox.connector.x.XAnswer.NotReached;
import io.openinbox.connector.x.XAnswer.RateLimit;
import io.openinbox.platform.Receiving.Opening;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.classic.methods.HttpDelete;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpPut;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * X's HTTP API, one call per method. Each call is made once: nothing is retried, no redirect is followed, and it ends by its
 * deadline whatever X, its name servers or the network do. Thread-safe.
 */
final class XClient implements AutoCloseable {

    /** A page of 100 long messages with their users stays far below. */
    private static final int LARGEST_BODY = 8 << 20;

    private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(5);
    /** X gives a sign of life every 20 seconds. */
    private static final Timeout STREAM_SILENCE = Timeout.ofSeconds(45);

    private static final int MAX_CONNECTIONS = 64;
    private static final String EXCHANGE = XClient.class.getName() + ".exchange";

    private final XSettings settings;
    private final CloseableHttpClient http;

    XClient(XSettings settings) {
        this.settings = settings;
        http = HttpClientBuilder.create()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(MAX_CONNECTIONS)
                        .setMaxConnPerRoute(MAX_CONNECTIONS)
                        .setDefaultTlsConfig(TlsConfig.custom()
                                .setHandshakeTimeout(CONNECT_TIMEOUT)
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT_TIMEOUT)
                                // A send on a connection that X has closed would count as unanswered: look each time.
                                .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                                .setIdleTimeout(Timeout.ofSeconds(30))
                                .build())
                        .build())
                .addExecInterceptorBefore(
                        ChainElement.MAIN_TRANSPORT.name(), "request goes out", (request, scope, chain) -> {
                            ((Exchange) scope.clientContext.getAttribute(EXCHANGE)).goOut();
                            return chain.proceed(request, scope);
                        })
                // A repeated POST is a second message.
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("OpenInbox")
                .build();
    }

    XAnswer me(String accessToken, Deadline deadline) {
        return get("/2/users/me", Map.of("user.fields", "id,name,profile_image_url,username"), accessToken, deadline);
    }

    /** @param ids of users, up to 100 */
    XAnswer users(String accessToken, Collection<String> ids, String fields, Deadline deadline) {
        return get("/2/users", Map.of("ids", String.join(",", ids), "user.fields", fields), accessToken, deadline);
    }

    /** @param recipientId a number: it becomes part of the path */
    XAnswer sendMessage(String accessToken, String recipientId, String text, Deadline deadline) {
        var post = new HttpPost(uri("/2/dm_conversations/with/" + recipientId + "/messages", Map.of()));
        authorise(post, accessToken);
        var body = XWire.write(XWire.object().put("text", text));
        post.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
        return call(post, deadline);
    }

    /** @param eventId a number: it becomes part of the path */
    XAnswer deleteMessage(String accessToken, String eventId, Deadline deadline) {
        var delete = new HttpDelete(uri("/2/dm_events/" + eventId, Map.of()));
        authorise(delete, accessToken);
        return call(delete, deadline);
    }

    /** Everybody's messages with the account, newest first. */
    XAnswer events(String accessToken, Map<String, String> query, Deadline deadline) {
        return get("/2/dm_events", query, accessToken, deadline);
    }

    /** @param personId a number: it becomes part of the path */
    XAnswer eventsWith(String accessToken, String personId, Map<String, String> query, Deadline deadline) {
        return get("/2/dm_conversations/with/" + personId + "/dm_events", query, accessToken, deadline);
    }

    XAnswer renew(String clientId, String refreshToken, Deadline deadline) {
        return post(
                "/2/oauth2/token",
                clientId,
                "grant_type=refresh_token&refresh_token=" + encode(refreshToken),
                deadline);
    }

    XAnswer exchange(String clientId, String code, URI redirectUri, String verifier, Deadline deadline) {
        return post(
                "/2/oauth2/token",
                clientId,
                "grant_type=authorization_code&code=" + encode(code)
                        + "&redirect_uri=" + encode(redirectUri.toString())
                        + "&code_verifier=" + encode(verifier),
                deadline);
    }

    /** @param kind {@code access_token} or {@code refresh_token} */
    XAnswer revoke(String clientId, String token, String kind, Deadline deadline) {
        return post("/2/oauth2/revoke", clientId, "token=" + encode(token) + "&token_type_hint=" + kind, deadline);
    }

    /** A form in the app's name: by its secret, or for a public client by its id alone. */
    private XAnswer post(String path, String clientId, String form, Deadline deadline) {
        var post = new HttpPost(uri(path, Map.of()));
        var named = form;
        if (settings.clientSecret() == null) {
            named += "&client_id=" + encode(clientId);
        } else {
            var pair = (clientId + ":" + settings.clientSecret()).getBytes(StandardCharsets.UTF_8);
            post.setHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
        }
        post.setEntity(new StringEntity(named, ContentType.APPLICATION_FORM_URLENCODED));
        return call(post, deadline);
    }

    /**
     * Writes a message's media to a stream.
     *
     * @param file with {@code messageId} and {@code mediaId}, which are numbers, part of the path
     */
    XAnswer media(
            String accessToken, String messageId, String mediaId, String file, OutputStream to, Deadline deadline) {
        var path = "/2/dm_conversations/media/" + messageId + "/" + mediaId + "/" + encode(file);
        var get = new HttpGet(uri(path, Map.of()));
        authorise(get, accessToken);
        get.setHeader("Accept", "*/*");
        return call(get, deadline, (response, exchange) -> {
            if (response.getCode() != 200) {
                return read(response, exchange);
            }
            try (var content = response.getEntity().getContent()) {
                content.transferTo(to);
            }
            return new Answered(200, MissingNode.getInstance(), rateLimit(response));
        });
    }

    XAnswer webhooks(String bearerToken, Deadline deadline) {
        return get("/2/webhooks", Map.of(), bearerToken, deadline);
    }

    /** X calls the address before it answers. */
    XAnswer createWebhook(String bearerToken, URI address, Deadline deadline) {
        var post = new HttpPost(uri("/2/webhooks", Map.of()));
        return send(post, bearerToken, XWire.object().put("url", address.toString()), deadline);
    }

    /** @param id a number: it becomes part of the path */
    XAnswer validateWebhook(String bearerToken, String id, Deadline deadline) {
        var put = new HttpPut(uri("/2/webhooks/" + id, Map.of()));
        authorise(put, bearerToken);
        return call(put, deadline);
    }

    /** @param page null for the first */
    XAnswer subscriptions(String bearerToken, @Nullable String page, Deadline deadline) {
        var query =
                page == null ? Map.of("max_results", "1000") : Map.of("max_results", "1000", "pagination_token", page);
        return get("/2/activity/subscriptions", query, bearerToken, deadline);
    }

    /** @param webhookId null for the stream */
    XAnswer createSubscription(
            String accessToken, String type, String userId, String tag, @Nullable String webhookId, Deadline deadline) {
        var body = XWire.object().put("event_type", type).put("tag", tag);
        body.putObject("filter").put("user_id", userId);
        if (webhookId != null) {
            body.put("webhook_id", webhookId);
        }
        return send(new HttpPost(uri("/2/activity/subscriptions", Map.of())), accessToken, body, deadline);
    }

    XAnswer deleteSubscription(String bearerToken, String id, Deadline deadline) {
        var delete = new HttpDelete(uri("/2/activity/subscriptions/" + encode(id), Map.of()));
        authorise(delete, bearerToken);
        return call(delete, deadline);
    }

    /** Opens the stream on the caller's own thread; it ends when nothing, not even a sign of life, came for a while. */
    Opening openStream(String bearerToken, long backfillMinutes) {
        var get = new HttpGet(uri("/2/activity/stream", Map.of("backfill_minutes", Long.toString(backfillMinutes))));
        authorise(get, bearerToken);
        get.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(CONNECT_TIMEOUT)
                .setResponseTimeout(STREAM_SILENCE)
                .build());
        var context = HttpClientContext.create();
        context.setAttribute(EXCHANGE, new Exchange());
        try {
            var response = http.executeOpen(null, get, context);
            if (response.getCode() == 200 && response.getEntity() != null) {
                return new Opening.Opened(new XStream(response.getEntity().getContent(), get::abort));
            }
            try (response) {
                var refused = new Answered(response.getCode(), body(response.getEntity()), rateLimit(response));
                return new Opening.Unavailable(
                        XReceiving.explain(refused), refused.rateLimit().retryAfter());
            }
        } catch (IOException e) {
            return new Opening.Unavailable(
                    "X could not be reached (" + e.getClass().getSimpleName() + ").", null);
        }
    }

    private XAnswer send(HttpUriRequestBase request, String token, ObjectNode body, Deadline deadline) {
        authorise(request, token);
        request.setEntity(new StringEntity(XWire.write(body), ContentType.APPLICATION_JSON));
        return call(request, deadline);
    }

    @Override
    public void close() {
        try {
            http.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private XAnswer get(String path, Map<String, String> query, String accessToken, Deadline deadline) {
        var get = new HttpGet(uri(path, query));
        authorise(get, accessToken);
        return call(get, deadline);
    }

    private URI uri(String path, Map<String, String> query) {
        var parameters = query.entrySet().stream()
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .sorted()
                .collect(Collectors.joining("&"));
        return URI.create(settings.apiUrl() + path + (parameters.isEmpty() ? "" : "?" + parameters));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static void authorise(HttpUriRequestBase request, String accessToken) {
        request.setHeader("Authorization", "Bearer " + accessToken);
    }

    /**
     * Makes the call on a thread of its own, because neither a name server nor a server that sends one byte a second can be
     * cut off from within.
     */
    private XAnswer call(HttpUriRequestBase request, Deadline deadline) {
        request.setHeader("Accept", "application/json");
        return call(request, deadline, XClient::read);
    }

    private XAnswer call(HttpUriRequestBase request, Deadline deadline, Reading reading) {
        var left = deadline.left();
        if (left.isZero()) {
            return new NotReached("no time was left");
        }
        var exchange = new Exchange();
        request.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(CONNECT_TIMEOUT)
                .setResponseTimeout(Timeout.of(left.plusMillis(1)))
                .build());
        var task = new FutureTask<XAnswer>(() -> perform(request, exchange, reading));
        Thread.ofVirtual().name("x-call").start(task);
        try {
            return task.get(left.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return abandon(request, exchange, "no answer within " + seconds(left));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return abandon(request, exchange, "interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a call to X failed in a way that is ours", e.getCause());
        }
    }

    private static XAnswer abandon(HttpUriRequestBase request, Exchange exchange, String why) {
        exchange.abandon();
        request.abort();
        return exchange.cutShort(why);
    }

    private XAnswer perform(HttpUriRequestBase request, Exchange exchange, Reading reading) {
        var context = HttpClientContext.create();
        context.setAttribute(EXCHANGE, exchange);
        try {
            return http.execute(request, context, response -> reading.read(response, exchange));
        } catch (IOException e) {
            return exchange.cutShort(e.getClass().getSimpleName());
        }
    }

    private static XAnswer read(ClassicHttpResponse response, Exchange exchange) throws IOException {
        var status = response.getCode();
        var rateLimit = rateLimit(response);
        exchange.arrived(new Answered(status, MissingNode.getInstance(), rateLimit));
        return new Answered(status, body(response.getEntity()), rateLimit);
    }

    private static JsonNode body(@Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return MissingNode.getInstance();
        }
        try (var content = entity.getContent()) {
            var bytes = content.readNBytes(LARGEST_BODY + 1);
            if (bytes.length > LARGEST_BODY) {
                throw new IOException("the answer is too large");
            }
            return XWire.read(bytes);
        }
    }

    private static RateLimit rateLimit(ClassicHttpResponse response) {
        var reset = number(response.getFirstHeader("x-rate-limit-reset"));
        var retryAfter = number(response.getFirstHeader("retry-after"));
        return new RateLimit(
                number(response.getFirstHeader("x-rate-limit-remaining")),
                reset == null ? null : Instant.ofEpochSecond(reset),
                retryAfter == null ? null : Duration.ofSeconds(retryAfter));
    }

    private static @Nullable Long number(@Nullable Header header) {
        var value = header == null ? null : header.getValue();
        return value != null && value.matches("[0-9]{1,11}") ? Long.valueOf(value) : null;
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    /**
     * One request's way: it goes out or it is abandoned before, never both. So a request that we gave up while it was still
     * looking for X's address can be called unsent, because it will stay so.
     */
    private static final class Exchange {

        private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.CONNECTING);
        private volatile @Nullable Answered head;

        void goOut() throws IOException {
            if (!phase.compareAndSet(Phase.CONNECTING, Phase.OUT)) {
                throw new IOException("abandoned before it went out");
            }
        }

        void abandon() {
            phase.compareAndSet(Phase.CONNECTING, Phase.ABANDONED);
        }

        void arrived(Answered answer) {
            head = answer;
        }

        /** A status that is not a success says all that matters even when the rest of the answer is lost. */
        XAnswer cutShort(String why) {
            var answer = head;
            if (answer != null && !answer.isSuccess()) {
                return answer;
            }
            return phase.get() == Phase.OUT ? new NoAnswer(why) : new NotReached(why);
        }
    }

    /** What becomes of an answer. */
    private interface Reading {

        XAnswer read(ClassicHttpResponse response, Exchange exchange) throws IOException;
    }

    private enum Phase {
        CONNECTING,
        OUT,
        ABANDONED
    }
}
