package io.openinbox.server.live;

import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.ThreadId;
import io.openinbox.server.manner.Json;
import java.time.Instant;

/**
 * What one member does with one thread, as streams show it.
 *
 * @param activity a word of {@link Activity}
 */
public record Presence(String threadId, String memberId, String activity, Instant at) {

    public static Presence of(ThreadId thread, MemberId member, Activity activity, Instant at) {
        return new Presence(thread.text(), member.text(), activity.word, at);
    }

    /** What {@link io.openinbox.event.Tail#signal} carries. */
    public String text() {
        return Json.text(this);
    }

    /** From most to least. */
    public enum Activity {
        /** Writes an answer. */
        ANSWERING("answering"),
        /** Has it open. */
        LOOKING("looking"),
        LEFT("left");

        private final String word;

        Activity(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
