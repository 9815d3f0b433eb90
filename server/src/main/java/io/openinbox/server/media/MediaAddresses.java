package io.openinbox.server.media;

import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.TeamId;
import io.openinbox.media.Attachment;
import io.openinbox.media.MediaSignature;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/**
 * Addresses of content: whoever has one may read that content until it expires, without a token or cookie, as a picture in a
 * page is read. Thread-safe.
 */
public final class MediaAddresses {

    static final String PREFIX = "/media/";

    private final MediaSignature signature;
    private final InboxClock clock;
    private final Duration lifetime;
    private final Supplier<URI> server;

    /**
     * @param lifetime how long an address is good for, at least
     * @param server where clients reach this server
     */
    public MediaAddresses(MediaSignature signature, InboxClock clock, Duration lifetime, Supplier<URI> server) {
        this.signature = signature;
        this.clock = clock;
        this.lifetime = lifetime;
        this.server = server;
    }

    /** An address, and until when it is good. */
    public record Address(String url, Instant expiresAt) {}

    /** Of an attachment's content, which is ready. */
    public Address of(TeamId team, Attachment attachment) {
        return sign(path(team, attachment.messageId(), attachment.index(), false));
    }

    /** Of its still picture. */
    public Address ofPoster(TeamId team, Attachment attachment) {
        return sign(path(team, attachment.messageId(), attachment.index(), true));
    }

    private static String path(TeamId team, MessageId message, int index, boolean isPoster) {
        return PREFIX + team.text() + "/" + message.text() + "/" + index + (isPoster ? "/poster" : "");
    }

    /** The same for an hour, so that a browser that sees it again need not ask again. */
    private Address sign(String path) {
        Instant expiresAt =
                clock.now().plus(lifetime).truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        return new Address(
                server.get() + path + "?expires=" + expiresAt.getEpochSecond() + "&signature="
                        + signature.of(path, expiresAt),
                expiresAt);
    }

    boolean isGood(String path, long expires, String given) {
        Instant expiresAt = Instant.ofEpochSecond(expires);
        return clock.now().isBefore(expiresAt) && signature.isGood(given, path, expiresAt);
    }
}
