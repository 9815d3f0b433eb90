package io.openinbox.connector.x;

import io.openinbox.connector.text.TextEntities;
import io.openinbox.connector.text.TextEntities.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A text as its author wrote it. X gives back another one, to the author too: links become {@code https://t.co/…} with
 * the original beside them, and {@code & < >} are escaped.
 *
 * @param text links expanded, escapes undone once
 * @param entities what the text holds, in the core's form, or null when it holds nothing of the kind
 */
record XText(String text, @Nullable String entities) {

    /** More than any message of 10,000 characters holds; finding each costs a pass over the text. */
    private static final int MAX_ENTITIES = 1_000;

    private static final Pattern POST =
            Pattern.compile("https?://(?:www\\.|mobile\\.)?(?:x|twitter)\\.com/[^/]+/status/([0-9]{1,19})(?:[/?#].*)?");

    /**
     * @param entities X's own: lists by kind, of API v2 ({@code start}, {@code end}) or of v1.1 ({@code indices})
     * @param mediaLink the link X appends for an attachment, which nobody wrote; null without one
     */
    static XText of(String raw, JsonNode entities, @Nullable String mediaLink) {
        var marks = new ArrayList<Mark>();
        for (var url : XWire.items(entities.path("urls"))) {
            var shortened = XWire.text(url, "url");
            if (shortened != null) {
                var expanded = XWire.text(url, "expanded_url");
                add(marks, raw, url, shortened, link(url, expanded == null ? shortened : expanded, mediaLink));
            }
        }
        for (var kind : List.of("user_mentions", "mentions")) {
            for (var mention : XWire.items(entities.path(kind))) {
                var username = XWire.text(mention, "screen_name", "username");
                if (username != null) {
                    var facts = TextEntities.mention(
                            username, XWire.text(mention, "name"), XWire.id(mention, "id_str", "id"));
                    add(marks, raw, mention, "@" + username, new Meaning(null, Kind.MENTION, facts));
                }
            }
        }
        for (var hashtag : XWire.items(entities.path("hashtags"))) {
            var tag = XWire.text(hashtag, "text", "tag");
            if (tag != null) {
                add(marks, raw, hashtag, "#" + tag, new Meaning(null, Kind.HASHTAG, TextEntities.hashtag(tag)));
            }
        }
        for (var kind : List.of("symbols", "cashtags")) {
            for (var cashtag : XWire.items(entities.path(kind))) {
                var symbol = XWire.text(cashtag, "text", "tag");
                if (symbol != null) {
                    add(
                            marks,
                            raw,
                            cashtag,
                            "$" + symbol,
                            new Meaning(null, Kind.CASHTAG, TextEntities.cashtag(symbol)));
                }
            }
        }
        marks.sort(Comparator.comparingInt(Mark::start));
        return rewrite(raw, marks);
    }

    /** What X will find in a text of ours. */
    static @Nullable String entitiesIn(String text) {
        return TextEntities.find(text, XText::postId);
    }

    /** One pass and no second: an escape that the author wrote is escaped again by X. */
    static String unescape(String escaped) {
        var next = escaped.indexOf('&');
        if (next < 0) {
            return escaped;
        }
        var text = new StringBuilder(escaped.length());
        var from = 0;
        while (next >= 0) {
            text.append(escaped, from, next);
            if (escaped.startsWith("&amp;", next)) {
                text.append('&');
                from = next + 5;
            } else if (escaped.startsWith("&lt;", next)) {
                text.append('<');
                from = next + 4;
            } else if (escaped.startsWith("&gt;", next)) {
                text.append('>');
                from = next + 4;
            } else {
                text.append('&');
                from = next + 1;
            }
            next = escaped.indexOf('&', from);
        }
        return text.append(escaped, from, escaped.length()).toString();
    }

    private static XText rewrite(String raw, List<Mark> marks) {
        var text = new StringBuilder(raw.length());
        var entities = new TextEntities();
        var from = 0;
        for (var mark : marks) {
            var facts = mark.meaning().facts();
            // Two marks on the same characters: the first wins, the other is told without a place.
            if (mark.start() < from) {
                if (facts != null) {
                    entities.add(mark.meaning().kind(), facts);
                }
                continue;
            }
            text.append(unescape(raw.substring(from, mark.start())));
            var start = text.length();
            var replacement = mark.meaning().replacement();
            text.append(replacement == null ? unescape(raw.substring(mark.start(), mark.end())) : replacement);
            from = mark.end();
            if (facts == null) {
                trimBeforeEnd(text, raw, from);
            } else {
                entities.add(mark.meaning().kind(), facts, text, start, text.length());
            }
        }
        text.append(unescape(raw.substring(from)));
        return new XText(text.toString(), entities.text());
    }

    /** The space before an attachment's link at the end was X's, too. */
    private static void trimBeforeEnd(StringBuilder text, String raw, int from) {
        if (from == raw.length() && !text.isEmpty() && text.charAt(text.length() - 1) == ' ') {
            text.setLength(text.length() - 1);
        }
    }

    private static Meaning link(JsonNode url, String expanded, @Nullable String mediaLink) {
        if (mediaLink != null && mediaLink.equals(XWire.text(url, "url"))) {
            return new Meaning("", Kind.URL, null);
        }
        var post = postId(expanded);
        if (post != null) {
            return new Meaning(expanded, Kind.POST_SHARE, TextEntities.post(post, expanded));
        }
        var display = XWire.text(url, "display_url");
        return new Meaning(
                expanded,
                Kind.URL,
                TextEntities.url(expanded, display == null ? TextEntities.display(expanded) : display));
    }

    private static @Nullable String postId(String url) {
        var post = POST.matcher(url);
        return post.matches() ? post.group(1) : null;
    }

    private static void add(List<Mark> marks, String raw, JsonNode entity, String written, Meaning meaning) {
        if (marks.size() == MAX_ENTITIES) {
            return;
        }
        var start = given(raw, entity, written);
        if (start < 0) {
            start = search(raw, written, marks);
        }
        // Not in the text: behind everything, where it is told without a place and changes nothing.
        marks.add(start < 0 ? new Mark(-1, -1, meaning) : new Mark(start, start + written.length(), meaning));
    }

    /** Where X says it stands, in code points; -1 when something else stands there. */
    private static int given(String raw, JsonNode entity, String written) {
        var indices = entity.path("indices");
        var position = indices.isArray() ? indices.path(0) : entity.path("start");
        if (!position.canConvertToInt() || position.intValue() < 0) {
            return -1;
        }
        if (position.intValue() > raw.codePointCount(0, raw.length())) {
            return -1;
        }
        var start = raw.offsetByCodePoints(0, position.intValue());
        return raw.regionMatches(true, start, written, 0, written.length()) ? start : -1;
    }

    private static int search(String raw, String written, List<Mark> marks) {
        for (var start = 0; start + written.length() <= raw.length(); start++) {
            if (raw.regionMatches(true, start, written, 0, written.length()) && isFree(start, marks)) {
                return start;
            }
        }
        return -1;
    }

    private static boolean isFree(int start, List<Mark> marks) {
        return marks.stream().noneMatch(mark -> mark.start() <= start && start < mark.end());
    }

    /** @param facts null for what is only taken out of the text */
    private record Meaning(
            @Nullable String replacement,
            Kind kind,
            @Nullable ObjectNode facts) {}

    /** A stretch of the raw text, in UTF-16 units. */
    private record Mark(int start, int end, Meaning meaning) {}
}
