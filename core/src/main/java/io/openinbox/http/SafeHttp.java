package io.openinbox.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * HTTP to addresses that come from data or from members. A host is looked up once for each connection, and only a public
 * address is connected to, or one the operator allows; no redirect is followed, no proxy asked, no cookie kept; a call ends
 * by its deadline whatever the other side, its name servers or the network do. Thread-safe.
 */
public final class SafeHttp implements AutoCloseable {

    /** From the call to the end of the answer. */
    public static final Duration DEADLINE = Duration.ofSeconds(15);

    /** The most that is read of an answer, in bytes. */
    public static final int LARGEST_ANSWER = 64 << 10;

    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(10);
    private static final ContentType JSON = ContentType.create("application/json");

    /** To one host as to all together: many teams may name the same one. */
    private static final int MOST_CONNECTIONS = 2_000;

    private final NameLookup names;
    private final AddressRules rules;
    private final Duration deadline;
    private final CloseableHttpClient http;

    public SafeHttp(AddressRules rules) {
        this(rules, new NameServers(), DEADLINE);
    }

    SafeHttp(AddressRules rules, NameLookup names, Duration deadline) {
        this.names = names;
        this.rules = rules;
        this.deadline = deadline;
        http = HttpClientBuilder.create()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new CheckedDns(names, rules))
                        // Strict limits are counted under one lock for all hosts.
                        .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                        .setMaxConnTotal(MOST_CONNECTIONS)
                        .setMaxConnPerRoute(MOST_CONNECTIONS)
                        .setDefaultTlsConfig(TlsConfig.custom()
                                .setHandshakeTimeout(CONNECT_TIMEOUT)
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT_TIMEOUT)
                                // A name that moves is followed within a minute.
                                .setTimeToLive(TimeValue.ofMinutes(1))
                                .setIdleTimeout(Timeout.ofSeconds(5))
                                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                .build())
                        .build())
                .evictExpiredConnections()
                .evictIdleConnections(TimeValue.ofSeconds(10))
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("OpenInbox")
                .build();
    }

    /**
     * Says whether a member may name an address, before anything is sent there. The check is for the member; what protects
     * the network is the one at each connection.
     *
     * @return what is wrong with it, as the rest of a sentence that begins with the field's name; null when nothing is
     */
    public @Nullable String problem(String address) {
        URI uri;
        try {
            uri = new URI(address);
        } catch (URISyntaxException e) {
            return "is no address: it should look like https://example.org/hook.";
        }
        String scheme = uri.getScheme();
        String host = uri.getHost();
        if (scheme == null || !SCHEMES.contains(scheme) || host == null || host.isEmpty()) {
            return "must look like https://example.org/hook.";
        }
        if (uri.getRawUserInfo() != null) {
            return "must not hold a name or password.";
        }
        if (uri.getRawFragment() != null) {
            return "must not have a part behind #.";
        }
        return problemOfHost(scheme.equals("https"), host);
    }

    private @Nullable String problemOfHost(boolean isEncrypted, String host) {
        boolean isKnownInside;
        try {
            InetAddress[] addresses = new CheckedDns(names, rules).resolve(host);
            isKnownInside = Arrays.stream(addresses).allMatch(rules::isAllowedByName);
        } catch (RefusedAddressException e) {
            return "must lead to a public address: this host's is private, local or reserved, and INBOX_ALLOW_CIDR does"
                    + " not name it.";
        } catch (UnknownHostException e) {
            // Names come and go; whoever sets one up later is not kept from it.
            isKnownInside = false;
        }
        return isEncrypted || isKnownInside
                ? null
                : "must begin with https://, so that nobody on the way reads what people wrote.";
    }

    /** @throws IOException when no whole answer came; a {@link RefusedAddressException} when the address may not be reached */
    public Reply post(URI address, Map<String, String> headers, byte[] body) throws IOException {
        var request = new HttpPost(address);
        headers.forEach(request::setHeader);
        request.setEntity(new ByteArrayEntity(body, JSON));
        return call(request);
    }

    /** As {@link #post}. */
    public Reply get(URI address) throws IOException {
        return call(new HttpGet(address));
    }

    @Override
    public void close() {
        try {
            http.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On a thread of its own, because a server that sends one byte a second cannot be cut off from within. */
    private Reply call(HttpUriRequestBase request) throws IOException {
        request.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(CONNECT_TIMEOUT)
                .setResponseTimeout(Timeout.of(deadline))
                .build());
        var task = new FutureTask<Reply>(() -> perform(request));
        Thread.ofVirtual().name("safe-http").start(task);
        try {
            return task.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            request.abort();
            throw new IOException("no whole answer within " + deadline.toSeconds() + " s");
        } catch (InterruptedException e) {
            request.abort();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException(e.getCause());
        }
    }

    private Reply perform(HttpUriRequestBase request) throws IOException {
        var answered = new AtomicReference<@Nullable Reply>();
        try {
            return http.execute(request, response -> {
                Reply reply = read(response);
                answered.set(reply);
                if (reply.body().length == LARGEST_ANSWER) {
                    // The client would read the rest, however much it is, to use the connection again.
                    request.abort();
                }
                return reply;
            });
        } catch (IOException e) {
            Reply reply = answered.get();
            if (reply != null) {
                return reply;
            }
            throw e;
        }
    }

    private static Reply read(ClassicHttpResponse response) throws IOException {
        Header retryAfter = response.getFirstHeader("Retry-After");
        return new Reply(
                response.getCode(), retryAfter == null ? null : retryAfter.getValue(), body(response.getEntity()));
    }

    private static byte[] body(@Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        // Not closed here: closing reads to the end.
        return entity.getContent().readNBytes(LARGEST_ANSWER);
    }

    /**
     * What came back.
     *
     * @param retryAfter the header as it came
     * @param body at most {@link #LARGEST_ANSWER} bytes of it
     */
    @SuppressWarnings("ArrayRecordComponent") // nothing compares replies
    public record Reply(int status, @Nullable String retryAfter, byte[] body) {}
}
