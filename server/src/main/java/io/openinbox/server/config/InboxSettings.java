package io.openinbox.server.config;

import io.openinbox.account.ReadLimits;
import io.openinbox.connector.sandbox.SandboxSettings;
import io.openinbox.connector.x.XSettings;
import io.openinbox.media.MediaSettings;
import io.openinbox.message.SendTimes;
import io.openinbox.server.limit.Limits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Everything an installation can be told, under {@code inbox.*}; {@code application-reference.yaml} explains each.
 *
 * @param port 0 picks a free one, as for managementPort
 * @param masterKey base64 of 32 bytes; null keeps one in the data directory
 * @param publicUrl where people and platforms reach this server; null is this machine alone
 * @param trustedProxies addresses or CIDR ranges
 * @param allowCidr private ranges that addresses given by members may lead to
 * @param v1XName {@code x} or {@code twitter}
 * @param rateLimit false refuses nothing, for load tests
 */
public record InboxSettings(
        @DefaultValue("8080") int port,
        @DefaultValue("127.0.0.1") String bind,
        @DefaultValue("8081") int managementPort,
        @DefaultValue("./data") Path dataDir,
        @DefaultValue Database database,
        @Nullable String masterKey,
        @Nullable URI publicUrl,
        @DefaultValue List<String> trustedProxies,
        @DefaultValue List<String> allowCidr,
        @DefaultValue("owner@localhost") String ownerEmail,
        @Nullable URI smtpUrl,
        @DefaultValue("x") String v1XName,
        @DefaultValue("true") boolean rateLimit,
        @DefaultValue("300") int rateLimitPerMinute,
        @DefaultValue("10000") int rateLimitPerHour,
        @DefaultValue("100000") int rateLimitPerDay,
        @DefaultValue Send send,
        @DefaultValue Media media,
        @DefaultValue Live live,
        @DefaultValue X x,
        @DefaultValue Sandbox sandbox) {

    public InboxSettings {
        masterKey = valueOrNull(masterKey);
    }

    /** What people type into a browser. */
    public URI publicUrl(int actualPort) {
        return publicUrl != null ? publicUrl : URI.create("http://localhost:" + actualPort);
    }

    /** Whether browsers reach this server over TLS, which ends at a proxy in front of it. */
    public boolean isPublicUrlSecure() {
        return publicUrl != null && "https".equals(publicUrl.getScheme());
    }

    public Limits limits() {
        return new Limits(rateLimitPerMinute, rateLimitPerHour, rateLimitPerDay);
    }

    /** Without the secrets: settings end up in logs. */
    @Override
    public String toString() {
        return "InboxSettings[port=" + port + ", bind=" + bind + ", dataDir=" + dataDir + ", publicUrl=" + publicUrl
                + "]";
    }

    /**
     * An external PostgreSQL; without a URL an embedded one is used.
     *
     * @param url a JDBC URL
     */
    public record Database(
            @Nullable String url,
            @Nullable String username,
            @Nullable String password) {

        public Database {
            url = valueOrNull(url);
            username = valueOrNull(username);
            password = valueOrNull(password);
        }

        public boolean isEmbedded() {
            return url == null;
        }

        @Override
        public String toString() {
            return "Database[external=" + !isEmbedded() + "]";
        }
    }

    /**
     * How long an unanswered send is waited and looked for.
     *
     * @param deadline longer than the 20 seconds a platform may take
     * @param lookUps how long after the start to look, rising
     * @param lookUpInterval between all later look-ups
     * @param giveUp how long after the start nobody looks any more
     */
    public record Send(
            @DefaultValue("30s") Duration deadline,
            @DefaultValue({"30s", "1m", "2m", "5m"}) List<Duration> lookUps,
            @DefaultValue("10m") Duration lookUpInterval,
            @DefaultValue("1d") Duration giveUp) {

        public SendTimes times() {
            return new SendTimes(deadline, lookUps, lookUpInterval, giveUp);
        }
    }

    /** @param heartbeat how often a silent stream says that it lives, so that no proxy takes it for dead */
    public record Live(@DefaultValue("15s") Duration heartbeat) {}

    /**
     * Pictures, videos and files that people send.
     *
     * @param largest what is larger is not kept
     * @param retryAfter the waits between attempts to fetch one; after the last it is given up
     * @param addressLifetime how long an address of one is good for, at least
     */
    public record Media(
            @DefaultValue("100MB") DataSize largest,
            @DefaultValue({"30s", "2m", "10m", "1h", "6h"}) List<Duration> retryAfter,
            @DefaultValue("1d") Duration addressLifetime) {

        public MediaSettings at(Path dataDir) {
            return new MediaSettings(dataDir.resolve("media"), largest.toBytes(), retryAfter);
        }
    }

    /**
     * The operator's X app; without any of it the connector is off.
     *
     * @param apiUrl base of X's API, without the version
     * @param readsPerDay how many messages and profiles may be read from X in a day; 0 reads none
     * @param readsPerTeamPerDay the same for one team
     */
    public record X(
            @DefaultValue(XSettings.API_URL) String apiUrl,
            @DefaultValue(XSettings.AUTHORIZE_URL) String authorizeUrl,
            @Nullable String clientId,
            @Nullable String clientSecret,
            @Nullable String consumerSecret,
            @Nullable String bearerToken,
            @DefaultValue("auto") Receive receive,
            @DefaultValue("5000") int readsPerDay,
            @DefaultValue("2000") int readsPerTeamPerDay) {

        public X {
            clientId = valueOrNull(clientId);
            clientSecret = valueOrNull(clientSecret);
            consumerSecret = valueOrNull(consumerSecret);
            bearerToken = valueOrNull(bearerToken);
        }

        /** Whether the operator has an X app at all. */
        public boolean isOn() {
            return clientId != null || clientSecret != null || consumerSecret != null || bearerToken != null;
        }

        public ReadLimits readLimits() {
            return new ReadLimits(readsPerDay, readsPerTeamPerDay);
        }

        public Optional<XSettings> connector() {
            return isOn()
                    ? Optional.of(
                            new XSettings(apiUrl, authorizeUrl, clientId, clientSecret, consumerSecret, bearerToken))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return "X[apiUrl=" + apiUrl + ", on=" + isOn() + "]";
        }
    }

    /** The simulated platform on which everything can be done; without an address the connector is off. */
    public record Sandbox(@Nullable URI apiUrl, @Nullable String secret) {

        public Sandbox {
            secret = valueOrNull(secret);
        }

        public Optional<SandboxSettings> connector() {
            return apiUrl != null && secret != null
                    ? Optional.of(new SandboxSettings(apiUrl, secret))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return "Sandbox[apiUrl=" + apiUrl + "]";
        }
    }

    /** How X's messages come in: what is registered with X, not what is accepted. */
    public enum Receive {
        /** {@link #WEBHOOK} when the public URL is https, else {@link #STREAM}. */
        AUTO,
        WEBHOOK,
        STREAM
    }

    /** A variable that is there and empty, as container set-ups leave them, says nothing. */
    private static @Nullable String valueOrNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }
}
