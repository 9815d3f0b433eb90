package io.openinbox.server.config;

import io.openinbox.http.AddressRules;
import io.openinbox.server.limit.Limits;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Refuses settings that cannot work or are not safe, before anything is started with them. */
final class SettingsCheck {

    private static final int LAST_PORT = 65_535;
    private static final int MASTER_KEY_BYTES = 32;
    private static final Duration CONNECTOR_LIMIT = Duration.ofSeconds(20);
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]|::1");

    private SettingsCheck() {}

    static void check(InboxSettings settings) {
        ports(settings);
        dataDir(settings.dataDir());
        database(settings.database());
        masterKey(settings.masterKey());
        publicUrl(settings.publicUrl());
        ranges("inbox.trusted-proxies", settings.trustedProxies());
        ranges("inbox.allow-cidr", settings.allowCidr());
        require(
                settings.ownerEmail().matches("[^\\s@]+@[^\\s@]+"),
                "inbox.owner-email",
                "must be an e-mail address such as you@example.org.");
        smtpUrl(settings.smtpUrl());
        require(Set.of("x", "twitter").contains(settings.v1XName()), "inbox.v1-x-name", "must be x or twitter.");
        limits(settings.limits());
        send(settings.send());
        media(settings.media());
        require(
                settings.live().heartbeat().isPositive(),
                "inbox.live.heartbeat",
                "must be a length of time such as 15s.");
        x(settings.x());
        sandbox(settings.sandbox());
    }

    private static void sandbox(InboxSettings.Sandbox sandbox) {
        require(
                (sandbox.apiUrl() == null) == (sandbox.secret() == null),
                "inbox.sandbox.api-url",
                "goes with inbox.sandbox.secret: ./inbox simulate sandbox prints both.");
        if (sandbox.apiUrl() != null) {
            webAddress("inbox.sandbox.api-url", sandbox.apiUrl().toString());
        }
    }

    private static void ports(InboxSettings settings) {
        require(isPort(settings.port()), "inbox.port", "must be a number from 0 to 65535.");
        require(isPort(settings.managementPort()), "inbox.management-port", "must be a number from 0 to 65535.");
        require(
                settings.port() == 0 || settings.port() != settings.managementPort(),
                "inbox.management-port",
                "must differ from inbox.port: health and figures are not for the public.");
        require(!settings.bind().isBlank(), "inbox.bind", "must be an address of this machine, such as 127.0.0.1.");
    }

    private static boolean isPort(int port) {
        return port >= 0 && port <= LAST_PORT;
    }

    private static void dataDir(Path dataDir) {
        require(
                !Files.exists(dataDir) || (Files.isDirectory(dataDir) && Files.isWritable(dataDir)),
                "inbox.data-dir",
                "must be a directory this user can write to.");
    }

    private static void database(InboxSettings.Database database) {
        String url = database.url();
        if (url == null) {
            require(
                    database.username() == null && database.password() == null,
                    "inbox.database.url",
                    "is missing although a user name or password for it is set.");
            return;
        }
        require(
                url.startsWith("jdbc:postgresql:"),
                "inbox.database.url",
                "must look like jdbc:postgresql://host:5432/database.");
        require(
                !Pattern.compile("[?&]password=").matcher(url).find(),
                "inbox.database.url",
                "must not hold the password, which would end up in logs: set INBOX_DATABASE_PASSWORD instead.");
    }

    private static void masterKey(@Nullable String key) {
        if (key != null) {
            require(
                    isMasterKey(key),
                    "inbox.master-key",
                    "must be the base64 text of 32 random bytes: make one with \"openssl rand -base64 32\".");
        }
    }

    private static boolean isMasterKey(String key) {
        try {
            return Base64.getDecoder().decode(key.strip()).length == MASTER_KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void publicUrl(@Nullable URI url) {
        if (url == null) {
            return;
        }
        boolean isWeb = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        boolean isBare = (url.getRawPath() == null || url.getRawPath().isEmpty())
                && url.getRawQuery() == null
                && url.getRawFragment() == null
                && url.getRawUserInfo() == null;
        require(
                isWeb && url.getHost() != null && isBare,
                "inbox.public-url",
                "must look like https://inbox.example.org, with nothing behind the host and port.");
    }

    private static void smtpUrl(@Nullable URI url) {
        if (url != null) {
            require(
                    ("smtp".equals(url.getScheme()) || "smtps".equals(url.getScheme())) && url.getHost() != null,
                    "inbox.smtp-url",
                    "must look like smtps://user:password@mail.example.org:465.");
        }
    }

    private static void ranges(String property, List<String> ranges) {
        require(
                isRanges(ranges),
                property,
                "must be addresses or ranges such as 10.0.0.0/8, with commas between them.");
    }

    private static boolean isRanges(List<String> ranges) {
        try {
            var _ = new AddressRules(ranges);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void limits(Limits limits) {
        require(limits.minute() > 0, "inbox.rate-limit-per-minute", "must be at least 1.");
        require(limits.hour() > 0, "inbox.rate-limit-per-hour", "must be at least 1.");
        require(limits.day() > 0, "inbox.rate-limit-per-day", "must be at least 1.");
    }

    private static void send(InboxSettings.Send send) {
        require(
                send.deadline().compareTo(CONNECTOR_LIMIT) > 0,
                "inbox.send.deadline",
                "must be longer than the " + CONNECTOR_LIMIT.toSeconds() + " seconds a platform may take to answer.");
        require(
                send.lookUpInterval().isPositive(),
                "inbox.send.look-up-interval",
                "must be a length of time such as 10m.");
    }

    private static void media(InboxSettings.Media media) {
        require(media.largest().toBytes() > 0, "inbox.media.largest", "must be a size such as 100MB.");
        require(
                media.addressLifetime().isPositive(),
                "inbox.media.address-lifetime",
                "must be a length of time such as 1d.");
    }

    private static void x(InboxSettings.X x) {
        webAddress("inbox.x.api-url", x.apiUrl());
        webAddress("inbox.x.authorize-url", x.authorizeUrl());
        require(
                !x.apiUrl().replaceAll("/+$", "").endsWith("/2"),
                "inbox.x.api-url",
                "must be the base of X's API without its version: leave out /2.");
        require(x.readsPerDay() >= 0, "inbox.x.reads-per-day", "must be a number from 0 up; 0 reads nothing.");
        require(
                x.readsPerTeamPerDay() >= 0,
                "inbox.x.reads-per-team-per-day",
                "must be a number from 0 up; 0 reads nothing.");
        switch (x.receive()) {
            case AUTO -> {}
            case WEBHOOK ->
                require(
                        x.consumerSecret() != null,
                        "inbox.x.receive",
                        "cannot be webhook without INBOX_X_CONSUMER_SECRET, which proves that a delivery is X's.");
            case STREAM ->
                require(
                        x.bearerToken() != null,
                        "inbox.x.receive",
                        "cannot be stream without INBOX_X_BEARER_TOKEN, which opens the stream.");
        }
    }

    /** Tokens travel to these addresses: in the clear at most on this machine. */
    private static void webAddress(String property, String address) {
        URI url;
        try {
            url = URI.create(address);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(property, "must look like https://host.");
        }
        require(
                url.getHost() != null && ("https".equals(url.getScheme()) || "http".equals(url.getScheme())),
                property,
                "must look like https://host.");
        require(
                "https".equals(url.getScheme())
                        || LOOPBACK.matcher(url.getHost()).matches(),
                property,
                "must be https unless it is on this machine: secrets are sent there.");
    }

    private static void require(boolean condition, String property, String problem) {
        if (!condition) {
            throw new SettingsException(property, problem);
        }
    }
}
