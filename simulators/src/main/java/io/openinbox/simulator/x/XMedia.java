package io.openinbox.simulator.x;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What hangs on a message. */
public final class XMedia {

    private final String id;
    private final String type;
    private final String content;
    private final int width;
    private final int height;
    private final int durationMillis;
    private final String poster;

    /** Bytes are kept as text of as many characters, as {@link Answer} takes them. */
    private XMedia(String id, String type, byte[] content, int width, int height, int durationMillis, byte[] poster) {
        this.id = id;
        this.type = type;
        this.content = new String(content, StandardCharsets.ISO_8859_1);
        this.width = width;
        this.height = height;
        this.durationMillis = durationMillis;
        this.poster = new String(poster, StandardCharsets.ISO_8859_1);
    }

    /** @param id a number that no other media has */
    public static XMedia photo(String id, byte[] content, int width, int height) {
        return new XMedia(id, "photo", content, width, height, 0, new byte[0]);
    }

    /** @param poster its still picture */
    public static XMedia video(String id, byte[] content, int width, int height, int durationMillis, byte[] poster) {
        return new XMedia(id, "video", content, width, height, durationMillis, poster);
    }

    String id() {
        return id;
    }

    String type() {
        return type;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int durationMillis() {
        return durationMillis;
    }

    boolean isPlayed() {
        return !type.equals("photo");
    }

    /** As the read calls name it. */
    String key() {
        return (isPlayed() ? "7_" : "3_") + id;
    }

    /** Where X says a message's file is; it is handed out by the API alone. */
    String address(XEvent event, String file) {
        return "https://ton.x.example/dm/" + event.id() + "/" + id + "/" + file;
    }

    String file() {
        return isPlayed() ? "v" + id + ".mp4" : "p" + id + ".jpg";
    }

    /** A video's is its still picture's. */
    String pictureFile() {
        return isPlayed() ? "s" + id + ".jpg" : file();
    }

    /** The file by its name; null when there is none. */
    @Nullable
    Answer answer(String name) {
        if (name.equals(file())) {
            return new Answer(200, isPlayed() ? "video/mp4" : "image/jpeg", content);
        }
        return name.equals(pictureFile()) ? new Answer(200, "image/jpeg", poster) : null;
    }
}
