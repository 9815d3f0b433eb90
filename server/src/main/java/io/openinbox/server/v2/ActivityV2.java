package io.openinbox.server.v2;

import io.openinbox.platform.Direction;
import io.openinbox.thread.LastMessage;
import io.openinbox.thread.LastReaction;
import io.openinbox.thread.Thread;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What happened last in a thread: its latest message, or a reaction since.
 *
 * @param preview one line to display; null when there is nothing to show
 */
record ActivityV2(@Nullable String preview, String direction, Instant at) {

    private static final int LONGEST = 200;
    private static final Pattern SPACE = Pattern.compile("\\s+");

    static @Nullable ActivityV2 of(Thread thread) {
        LastReaction reaction = thread.lastReaction();
        if (reaction != null) {
            String by = reaction.direction() == Direction.OUTBOUND ? "You reacted with " : "Reacted with ";
            return new ActivityV2(by + reaction.emoji(), WordV2.of(reaction.direction()), reaction.at());
        }
        LastMessage last = thread.lastMessage();
        return last == null
                ? null
                : new ActivityV2(line(last.content()), WordV2.of(last.direction()), last.createdAt());
    }

    static @Nullable String line(String content) {
        String line = SPACE.matcher(content).replaceAll(" ").strip();
        if (line.isEmpty()) {
            return null;
        }
        return line.codePointCount(0, line.length()) <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }
}
