package io.openinbox.server.live;

import java.nio.charset.StandardCharsets;

/**
 * Bytes of a stream that belong together, made once for all streams of a team.
 *
 * @param seq of the log's entry they show; {@link #NOT_LOGGED} for what is not in the log
 */
@SuppressWarnings("ArrayRecordComponent") // nothing compares frames
record Frame(long seq, byte[] bytes) {

    static final long NOT_LOGGED = -1;

    /** An entry of the log: its number is what a client resumes from. */
    static Frame logged(long seq, String json) {
        return new Frame(seq, utf8("id: " + seq + "\ndata: " + json + "\n\n"));
    }

    /** Anything else, under a name of its own. */
    static Frame named(String event, String json) {
        return new Frame(NOT_LOGGED, utf8("event: " + event + "\ndata: " + json + "\n\n"));
    }

    /** As above, and the place to resume from is this one. */
    static Frame named(String event, long resumeFrom, String json) {
        return new Frame(NOT_LOGGED, utf8("event: " + event + "\nid: " + resumeFrom + "\ndata: " + json + "\n\n"));
    }

    boolean isLogged() {
        return seq != NOT_LOGGED;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
