package io.openinbox.server.live;

import io.openinbox.kernel.InboxClock;
import io.openinbox.server.manner.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Which member looks at, or answers, which thread: nowhere stored, and forgotten unless it is said again. What was said
 * lately is kept for whoever joins now.
 */
final class Presences {

    static final String EVENT = "presence";

    /** How long what a member said is true; pages say it again more often. */
    static final Duration LIFE = Duration.ofSeconds(30);

    private final InboxClock clock;
    private final Map<String, Said> last = new LinkedHashMap<>();

    Presences(InboxClock clock) {
        this.clock = clock;
    }

    synchronized Frame heard(String json) {
        var frame = Frame.named(EVENT, json);
        Instant now = clock.now();
        forgetOld(now);
        JsonNode presence = Json.MAPPER.readTree(json);
        String who = presence.path("memberId") + " " + presence.path("threadId");
        last.remove(who);
        if (!presence.path("activity").asString("").equals(Presence.Activity.LEFT.word())) {
            last.put(who, new Said(now, frame));
        }
        return frame;
    }

    synchronized List<Frame> frames() {
        forgetOld(clock.now());
        List<Frame> frames = new ArrayList<>();
        last.values().forEach(said -> frames.add(said.frame()));
        return frames;
    }

    private void forgetOld(Instant now) {
        last.values().removeIf(said -> said.at().plus(LIFE).isBefore(now));
    }

    private record Said(Instant at, Frame frame) {}
}
