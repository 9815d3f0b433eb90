package io.openinbox.connector.text;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The links, mentions and tags of one text, in the form the core keeps: six lists, always all of them. Positions are counted
 * in code points, ends excluded. Not thread-safe.
 */
public final class TextEntities {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** More than any text within a platform's limits holds. */
    private static final int MOST = 1_000;

    private static final Pattern FOUND = Pattern.compile("(?<url>https?://[^\\s<>\"]+)"
            + "|(?<![\\p{L}\\p{N}_@])@(?<mention>[A-Za-z0-9_]{1,30})(?![\\p{L}\\p{N}_@])"
            + "|(?<![\\p{L}\\p{N}_#&])#(?<hashtag>[\\p{N}_]*\\p{L}[\\p{L}\\p{M}\\p{N}_]*)"
            + "|(?<![\\p{L}\\p{N}_$])\\$(?<cashtag>[A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?)(?![\\p{L}\\p{N}_])");

    /** What a sentence puts behind a link does not belong to it. */
    private static final Pattern BEHIND_LINK = Pattern.compile("[.,;:!?'\")\\]}]+$");

    private final ObjectNode lists = JSON.createObjectNode();
    private int count;

    public TextEntities() {
        for (Kind kind : Kind.values()) {
            lists.putArray(kind.list);
        }
    }

    /** The six lists, in the order in which they are written. */
    public enum Kind {
        URL("urls"),
        POST_SHARE("postShares"),
        MENTION("mentions"),
        HASHTAG("hashtags"),
        CASHTAG("cashtags"),
        FORMAT("format");

        private final String list;

        Kind(String list) {
            this.list = list;
        }
    }

    /**
     * What people and platforms read out of a text that nobody marked up.
     *
     * @param postId the id of the platform's post that a link leads to; null for other links
     */
    public static @Nullable String find(String text, Function<String, @Nullable String> postId) {
        var entities = new TextEntities();
        Matcher found = FOUND.matcher(text);
        while (found.find()) {
            String url = found.group("url");
            if (url != null) {
                String link = BEHIND_LINK.matcher(url).replaceFirst("");
                int end = found.start() + link.length();
                String post = postId.apply(link);
                if (post != null) {
                    entities.add(Kind.POST_SHARE, post(post, link), text, found.start(), end);
                } else {
                    entities.add(Kind.URL, url(link, display(link)), text, found.start(), end);
                }
            } else if (found.group("mention") != null) {
                entities.add(
                        Kind.MENTION, mention(found.group("mention"), null, null), text, found.start(), found.end());
            } else if (found.group("hashtag") != null) {
                entities.add(Kind.HASHTAG, hashtag(found.group("hashtag")), text, found.start(), found.end());
            } else {
                entities.add(Kind.CASHTAG, cashtag(found.group("cashtag")), text, found.start(), found.end());
            }
        }
        return entities.text();
    }

    public static ObjectNode url(String url, String displayUrl) {
        return JSON.createObjectNode().put("url", url).put("displayUrl", displayUrl);
    }

    public static ObjectNode post(String platformId, String url) {
        return JSON.createObjectNode().put("platformId", platformId).put("url", url);
    }

    public static ObjectNode mention(String username, @Nullable String displayName, @Nullable String platformId) {
        return JSON.createObjectNode()
                .put("username", username)
                .put("displayName", displayName)
                .put("platformId", platformId);
    }

    public static ObjectNode hashtag(String tag) {
        return JSON.createObjectNode().put("tag", tag);
    }

    public static ObjectNode cashtag(String symbol) {
        return JSON.createObjectNode().put("symbol", symbol);
    }

    /** A link without what every link begins with. */
    public static String display(String url) {
        return url.replaceFirst("^https?://", "");
    }

    /** Adds what the text does not show. */
    public void add(Kind kind, ObjectNode facts) {
        if (count < MOST) {
            count++;
            lists.withArray(kind.list).add(facts.putNull("indices"));
        }
    }

    /** Adds what stands in the text between two positions in UTF-16 units. */
    public void add(Kind kind, ObjectNode facts, CharSequence text, int start, int end) {
        if (count < MOST) {
            count++;
            int first = Character.codePointCount(text, 0, start);
            facts.putObject("indices")
                    .put("start", first)
                    .put("end", first + Character.codePointCount(text, start, end));
            lists.withArray(kind.list).add(facts);
        }
    }

    /** As the core keeps them; null when there are none. */
    public @Nullable String text() {
        return count == 0 ? null : JSON.writeValueAsString(lists);
    }
}
