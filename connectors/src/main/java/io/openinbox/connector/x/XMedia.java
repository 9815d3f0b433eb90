package io.openinbox.connector.x;

import io.openinbox.connector.x.XAnswer.Answered;
import io.openinbox.connector.x.XAnswer.NoAnswer;
import io.openinbox.connector.x.XAnswer.NotReached;
import io.openinbox.platform.AccountAccess;
import io.openinbox.platform.Attached;
import io.openinbox.platform.Attached.Kind;
import io.openinbox.platform.MediaFetch;
import java.io.OutputStream;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What hangs on X's messages. Its content is private to the two sides and comes from X's API alone, by message, media and file;
 * the addresses X gives hold the file's name. Tokens never travel anywhere else.
 */
final class XMedia {

    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_-]{1,200}(?:\\.[A-Za-z0-9]{1,10})?");
    private static final Pattern SOURCE = Pattern.compile("([0-9]{1,19})/(" + FILE.pattern() + ")");

    private final XClient client;
    private final XSession session;
    private final XRateLimits limits;

    XMedia(XClient client, XSession session, XRateLimits limits) {
        this.client = client;
        this.session = session;
        this.limits = limits;
    }

    /** @param json as {@link XAttachment} wrote it */
    static List<Attached> attachments(String json) {
        var attachment = XWire.read(json);
        if (!attachment.isObject()) {
            return List.of();
        }
        var kind = kind(XWire.text(attachment, "kind"));
        var address = kind == Kind.VIDEO || kind == Kind.GIF
                ? bestVariant(attachment).orElse(XWire.text(attachment, "url"))
                : XWire.text(attachment, "url");
        var mediaId = XWire.id(attachment, "mediaId");
        return List.of(new Attached(
                kind,
                source(mediaId, address),
                kind == Kind.VIDEO || kind == Kind.GIF ? source(mediaId, XWire.text(attachment, "posterUrl")) : null,
                null,
                XWire.whole(attachment, "width"),
                XWire.whole(attachment, "height"),
                XWire.whole(attachment, "durationMillis"),
                XWire.text(attachment, "alt"),
                null));
    }

    private static Kind kind(@Nullable String word) {
        return switch (word) {
            case "image" -> Kind.IMAGE;
            case "gif" -> Kind.GIF;
            case "video" -> Kind.VIDEO;
            case null, default -> Kind.FILE;
        };
    }

    /** The largest of the files that play everywhere; the others are lists of pieces. */
    private static Optional<String> bestVariant(JsonNode attachment) {
        return XWire.items(attachment.path("variants")).stream()
                .filter(variant -> "video/mp4".equals(XWire.text(variant, "content_type")))
                .max(Comparator.comparingLong(
                        variant -> Objects.requireNonNullElse(XWire.whole(variant, "bitrate", "bit_rate"), 0L)))
                .map(variant -> XWire.text(variant, "url"));
    }

    private static @Nullable String source(@Nullable String mediaId, @Nullable String address) {
        if (mediaId == null || address == null) {
            return null;
        }
        try {
            var path = URI.create(address).getPath();
            var file = path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
            return FILE.matcher(file).matches() ? mediaId + "/" + file : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    MediaFetch fetch(AccountAccess access, String messageId, String source, OutputStream to, Deadline deadline) {
        var parts = SOURCE.matcher(source);
        if (!XIds.isNumber(messageId) || !parts.matches()) {
            return new MediaFetch.Gone("X has no such content.");
        }
        var account = access.accountPlatformId();
        var wait = limits.wait(account, XRateLimits.Kind.MEDIA);
        if (wait.isPresent()) {
            return new MediaFetch.Unavailable("X hands out no further content for now.", wait.get());
        }
        XAnswer answer;
        try {
            answer = session.call(
                    access,
                    deadline,
                    token -> client.media(token, messageId, parts.group(1), parts.group(2), to, deadline));
        } catch (XRenewalException e) {
            return new MediaFetch.Unavailable(e.outcome().detail(), e.outcome().retryAfter());
        }
        return switch (answer) {
            case Answered answered -> {
                limits.learn(account, XRateLimits.Kind.MEDIA, answered, answered.status() == 429);
                yield answered.isSuccess() ? new MediaFetch.Fetched() : refused(account, answered);
            }
            case NotReached notReached ->
                new MediaFetch.Unavailable("X could not be reached (" + notReached.why() + ").", null);
            case NoAnswer noAnswer ->
                new MediaFetch.Unavailable("X did not hand all of it out (" + noAnswer.why() + ").", null);
        };
    }

    private MediaFetch refused(String account, Answered answered) {
        var detail = XProblem.of(answered).detail(null);
        return switch (answered.status()) {
            case 400, 403, 410, 451 -> new MediaFetch.Gone(detail);
            // What was sent a moment ago may not be everywhere at X yet.
            default ->
                new MediaFetch.Unavailable(
                        detail,
                        limits.wait(account, XRateLimits.Kind.MEDIA)
                                .or(() ->
                                        Optional.ofNullable(answered.rateLimit().retryAfter()))
                                .orElse(null));
        };
    }
}
