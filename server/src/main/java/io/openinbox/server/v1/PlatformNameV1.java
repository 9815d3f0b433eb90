package io.openinbox.server.v1;

import io.openinbox.platform.Platform;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * How v1 spells platforms. X goes by {@code x}, and by {@code twitter} for clients written against the later enum; every
 * other platform by its one name.
 *
 * @param x how this caller reads X
 */
record PlatformNameV1(String x) {

    /** The contract's: both spellings of X, and the platform of tests and demonstrations. */
    private static final Set<String> KNOWN = Set.of("x", "twitter", "sandbox");

    /** Where the data of an event has an object with a platform. */
    private static final List<JsonPointer> HOLDERS = Stream.of(
                    "/thread", "/thread/prospect", "/message", "/prospect", "/accountLink")
            .map(JsonPointer::compile)
            .toList();

    /** The spelling in which rendered events are kept: the one the database uses everywhere. */
    static final PlatformNameV1 STORED = new PlatformNameV1(Platform.X.name());

    String of(Platform platform) {
        return platform.equals(Platform.X) ? x : platform.name();
    }

    /**
     * Respells the platforms of a rendered event. Only where v1 has a platform: a message's attachment may well have a field
     * of the same name that is none of ours.
     */
    void spellIn(JsonNode data) {
        for (JsonPointer holder : HOLDERS) {
            if (data.at(holder) instanceof ObjectNode object && object.get("platform") instanceof StringNode stored) {
                object.put("platform", of(new Platform(stored.stringValue())));
            }
        }
    }

    /** Refuses a platform this server has no word for; both spellings of X are fine from everybody. */
    static void requireKnown(@Nullable String name, String path) {
        if (name != null && !KNOWN.contains(name)) {
            throw InputV1.invalid(path + ": no such platform; use x.");
        }
    }
}
