package io.openinbox.connector.x;

import io.openinbox.platform.InboundStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The body of the activity stream: an event a line, blank lines in between as signs of life. A line counts once its end has
 * come: what a cut leaves of one is told again.
 */
final class XStream implements InboundStream {

    /** Longer than any event; a line without an end must not fill the memory. */
    private static final int LONGEST_LINE = 8 << 20;

    private final InputStream in;
    private final Runnable abort;
    private final byte[] buffer = new byte[64 << 10];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** @param abort ends the connection from another thread, also while a read waits */
    XStream(InputStream in, Runnable abort) {
        this.in = in;
        this.abort = abort;
    }

    @Override
    public Optional<List<byte[]>> next() {
        try {
            while (true) {
                var count = in.read(buffer);
                if (count < 0) {
                    return Optional.empty();
                }
                var lines = new ArrayList<byte[]>();
                if (split(count, lines)) {
                    return Optional.of(lines);
                }
                if (line.size() > LONGEST_LINE) {
                    return Optional.empty();
                }
            }
        } catch (IOException e) {
            // Cut, silent for too long, or closed by us: to the reader it is all the same.
            return Optional.empty();
        }
    }

    /** Returns whether a line has ended, blank or not. */
    private boolean split(int count, List<byte[]> lines) {
        var hasEnded = false;
        var start = 0;
        for (var i = 0; i < count; i++) {
            if (buffer[i] == '\n') {
                line.write(buffer, start, i - start);
                start = i + 1;
                hasEnded = true;
                var whole = line.toByteArray();
                line.reset();
                if (!new String(whole, StandardCharsets.US_ASCII).isBlank()) {
                    lines.add(whole);
                }
            }
        }
        line.write(buffer, start, count - start);
        return hasEnded;
    }

    @Override
    public void close() {
        abort.run();
    }
}
