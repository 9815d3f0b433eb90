package io.openinbox.server.media;

import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.TeamId;
import io.openinbox.media.Attachment;
import io.openinbox.media.Attachments;
import io.openinbox.server.http.Answer;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Serves content by its signed address, whole or a part. A browser shows what cannot run; everything else is saved. Whatever is
 * wrong with an address, the answer is the same.
 */
public final class MediaRoutes implements RouterFunction<ServerResponse> {

    private static final Pattern ADDRESS = Pattern.compile("/media/([0-9a-z]{24})/([0-9a-z]{24})/(\\d{1,4})(/poster)?");
    private static final Pattern EXPIRES = Pattern.compile("\\d{1,11}");
    private static final Set<String> SHOWN = Set.of(
            "image/jpeg",
            "image/png",
            "image/gif",
            "image/webp",
            "video/mp4",
            "video/webm",
            "video/quicktime",
            "audio/mpeg",
            "audio/mp4",
            "audio/ogg",
            "audio/wav");
    private static final int BUFFER = 64 << 10;

    private final Attachments attachments;
    private final MediaAddresses addresses;

    public MediaRoutes(Attachments attachments, MediaAddresses addresses) {
        this.attachments = attachments;
        this.addresses = addresses;
    }

    @Override
    public Optional<HandlerFunction<ServerResponse>> route(ServerRequest request) {
        return request.path().startsWith(MediaAddresses.PREFIX) ? Optional.of(this::handle) : Optional.empty();
    }

    private ServerResponse handle(ServerRequest request) throws IOException {
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            return text(405, "Use GET or HEAD.", Map.of("Allow", "GET, HEAD"));
        }
        Matcher address = ADDRESS.matcher(request.path());
        String expires = request.param("expires").orElse("");
        if (!address.matches()
                || !EXPIRES.matcher(expires).matches()
                || !addresses.isGood(
                        request.path(),
                        Long.parseLong(expires),
                        request.param("signature").orElse(""))) {
            return text(
                    403, "This address is not good any more. Ask for the message again to get a new one.", Map.of());
        }
        TeamId team = TeamId.parse(address.group(1)).orElseThrow();
        MessageId message = MessageId.parse(address.group(2)).orElseThrow();
        Optional<Attachment> attachment = attachments.find(team, message, Integer.parseInt(address.group(3)));
        boolean isPoster = address.group(4) != null;
        Optional<Attachment.Content> content = attachment.flatMap(found -> content(found, isPoster));
        Optional<Path> file = content.map(found -> attachments.files().path(team, found.sha256()))
                .filter(Files::isRegularFile);
        if (content.isEmpty() || file.isEmpty()) {
            return text(404, "This content is not here any more.", Map.of());
        }
        String name = attachment.map(Attachment::fileName).orElse(null);
        return serve(request, file.get(), content.get(), name == null ? message.text() : name);
    }

    private static Optional<Attachment.Content> content(Attachment attachment, boolean isPoster) {
        if (!isPoster) {
            return Optional.ofNullable(attachment.content());
        }
        return Optional.ofNullable(attachment.poster()).map(Attachment.Poster::content);
    }

    private static ServerResponse serve(ServerRequest request, Path file, Attachment.Content content, String name)
            throws IOException {
        String tag = "\"" + content.sha256() + "\"";
        HttpHeaders headers = headers(content, name);
        headers.set(HttpHeaders.ETAG, tag);
        HttpHeaders asked = request.headers().asHttpHeaders();
        if (asked.getIfNoneMatch().contains(tag)) {
            return answer(304, headers);
        }
        long size = Files.size(file);
        String ifRange = asked.getFirst(HttpHeaders.IF_RANGE);
        Optional<String> range = ifRange == null || ifRange.equals(tag)
                ? Optional.ofNullable(asked.getFirst(HttpHeaders.RANGE))
                : Optional.empty();
        return switch (ByteRange.parse(range, size)) {
            case ByteRange.Asked.All _ -> stream(request, 200, headers, file, new ByteRange(0, size - 1));
            case ByteRange.Asked.Part part -> {
                headers.set(
                        HttpHeaders.CONTENT_RANGE,
                        "bytes " + part.range().first() + "-" + part.range().last() + "/" + size);
                yield stream(request, 206, headers, file, part.range());
            }
            case ByteRange.Asked.Nothing _ -> {
                headers.set(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
                yield answer(416, headers);
            }
        };
    }

    private static HttpHeaders headers(Attachment.Content content, String name) {
        boolean isShown = SHOWN.contains(content.type());
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.CONTENT_TYPE, isShown ? content.type() : MediaType.APPLICATION_OCTET_STREAM_VALUE);
        headers.set(
                HttpHeaders.CONTENT_DISPOSITION,
                (isShown ? "inline" : "attachment") + "; filename=\"" + name.replaceAll("[^A-Za-z0-9._-]", "_") + "\"");
        headers.set(HttpHeaders.ACCEPT_RANGES, "bytes");
        // Content never changes under its address.
        headers.set(HttpHeaders.CACHE_CONTROL, "private, max-age=3600, immutable");
        headers.set("Content-Security-Policy", "default-src 'none'; sandbox");
        return headers;
    }

    private static ServerResponse answer(int status, HttpHeaders headers) {
        return ServerResponse.status(status).build((request, response) -> {
            replace(response, headers);
            return null;
        });
    }

    private static ServerResponse stream(
            ServerRequest request, int status, HttpHeaders headers, Path file, ByteRange range) {
        headers.setContentLength(range.length());
        boolean isHead = request.method().equals(HttpMethod.HEAD);
        return ServerResponse.status(status).build((servletRequest, response) -> {
            replace(response, headers);
            if (!isHead) {
                try (InputStream in = Files.newInputStream(file)) {
                    in.skipNBytes(range.first());
                    copy(in, response.getOutputStream(), range.length());
                }
            }
            return null;
        });
    }

    /** In the place of those every answer gets: content may be kept by the browser that was given its address. */
    private static void replace(HttpServletResponse response, HttpHeaders headers) {
        headers.forEach((name, values) -> response.setHeader(name, values.getFirst()));
    }

    private static void copy(InputStream in, OutputStream out, long length) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long left = length;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new IOException("the file is shorter than it was");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    private static ServerResponse text(int status, String text, Map<String, String> headers) {
        return Answer.bytes(status, MediaType.TEXT_PLAIN, (text + "\n").getBytes(StandardCharsets.UTF_8), headers);
    }
}
