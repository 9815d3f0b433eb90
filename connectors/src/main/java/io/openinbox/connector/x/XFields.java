package io.openinbox.connector.x;

import io.openinbox.connector.x.XAnswer.Answered;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What we ask X to tell about a message. Versions of X's API differ in which values they know and refuse the call for one
 * they do not, so what was refused is left out from then on: every refused call counts against the limit.
 */
final class XFields {

    private static final Map<String, List<String>> WANTED = Map.of(
            "dm_event.fields",
            List.of(
                    "id",
                    "text",
                    "event_type",
                    "created_at",
                    "dm_conversation_id",
                    "sender_id",
                    "participant_ids",
                    "attachments",
                    "entities"),
            "expansions",
            List.of("sender_id", "participant_ids", "attachments.media_keys"),
            "user.fields",
            List.of(
                    "created_at",
                    "description",
                    "entities",
                    "location",
                    "name",
                    "profile_banner_url",
                    "profile_image_url",
                    "protected",
                    "public_metrics",
                    "url",
                    "username",
                    "verified",
                    "verified_type"),
            "media.fields",
            List.of(
                    "alt_text",
                    "duration_ms",
                    "height",
                    "media_key",
                    "preview_image_url",
                    "type",
                    "url",
                    "variants",
                    "width"));

    private static final Pattern WORD = Pattern.compile("[a-z_]+(?:\\.[a-z_]+)?");

    /** Behind it stands what X does know. */
    private static final Pattern KNOWN = Pattern.compile("\\bone of\\b.*", Pattern.DOTALL);

    private final Set<Field> refused = ConcurrentHashMap.newKeySet();

    /** The query parameters. */
    Map<String, String> query() {
        return WANTED.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        parameter -> parameter.getValue().stream()
                                .filter(value -> !refused.contains(new Field(parameter.getKey(), value)))
                                .collect(Collectors.joining(","))));
    }

    /**
     * Takes note of what a 400 names: {@code The `dm_event.fields` query parameter value [sender_id] is not one of
     * [id,text,…]}, or {@code "parameters":{"dm_event.fields":["sender_id"]}}.
     *
     * @return whether it named something we ask for, so that asking again makes sense
     */
    boolean learn(Answered badRequest) {
        var hasLearnt = false;
        for (var error : XWire.items(badRequest.body().path("errors"))) {
            var message = XWire.text(error, "message", "detail");
            var named = new HashSet<String>();
            if (message != null) {
                WORD.matcher(KNOWN.matcher(message).replaceFirst(""))
                        .results()
                        .map(MatchResult::group)
                        .forEach(named::add);
            }
            for (var parameter : error.path("parameters").properties()) {
                named.add(parameter.getKey());
                parameter.getValue().values().forEach(value -> named.add(value.asString("")));
            }
            for (var parameter : WANTED.entrySet()) {
                for (var value : parameter.getValue()) {
                    if (named.contains(parameter.getKey()) && named.contains(value)) {
                        hasLearnt |= refused.add(new Field(parameter.getKey(), value));
                    }
                }
            }
        }
        return hasLearnt;
    }

    private record Field(String parameter, String value) {}
}
