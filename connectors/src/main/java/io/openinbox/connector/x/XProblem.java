package io.openinbox.connector.x;

import io.openinbox.connector.x.XAnswer.Answered;
import io.openinbox.platform.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * X's description of what went wrong: problem+json, with the numeric codes of older versions still leaking through.
 *
 * @param type the last part of the type's address, such as {@code client-forbidden}; empty when there is none
 * @param words everything it says for people, the most telling first
 */
record XProblem(int status, String type, List<String> words, Set<Long> codes) {

    private static final int LONGEST_DETAIL = 300;

    /** A shorter text occurs in X's own words by chance. */
    private static final int SHORTEST_ECHO = 8;

    private static final long APP_MAY_NOT_ACCESS_MESSAGES = 93;
    private static final long TOO_MANY_REQUESTS = 88;
    private static final long TEXT_TOO_LONG = 354;

    /** The recipient does not follow; cannot be messaged; takes requests only from verified accounts. */
    private static final Set<Long> CLOSED = Set.of(150L, 349L, 476L);

    static XProblem of(Answered answer) {
        var body = answer.body();
        var words = new ArrayList<String>();
        var codes = new HashSet<Long>();
        addText(words, body, "detail", "error_description");
        for (var error : XWire.items(body.path("errors"))) {
            addText(words, error, "message", "detail");
            var code = XWire.whole(error, "code");
            if (code != null) {
                codes.add(code);
            }
        }
        addText(words, body, "reason");
        addText(words, body, "title", "error");
        var type = XWire.text(body, "type");
        var tail = type == null ? "" : type.substring(type.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return new XProblem(answer.status(), tail, List.copyOf(words), Set.copyOf(codes));
    }

    /** What a 4xx answer to a send means. */
    Refusal refusal() {
        if (status == 429 || codes.contains(TOO_MANY_REQUESTS)) {
            return Refusal.THROTTLED;
        }
        if (status == 402) {
            return Refusal.OUT_OF_CREDITS;
        }
        if (isTooLong()) {
            return Refusal.TOO_LONG;
        }
        if (status == 404) {
            return Refusal.RECIPIENT_UNREACHABLE;
        }
        if (status == 403) {
            if (codes.stream().anyMatch(CLOSED::contains) || mentions("not have permission to dm")) {
                return Refusal.RECIPIENT_CLOSED;
            }
            if (type.equals("client-forbidden")
                    || type.equals("unsupported-authentication")
                    || mentions("unsupported authentication")
                    || codes.contains(APP_MAY_NOT_ACCESS_MESSAGES)) {
                return Refusal.APP_NOT_ENROLLED;
            }
        }
        return Refusal.REJECTED;
    }

    /**
     * X's words, fit for a person.
     *
     * @param text what we sent: an answer that quotes it is not repeated; null when it held no text of a person
     */
    String detail(@Nullable String text) {
        var words = words().isEmpty() ? "" : ": " + words().getFirst();
        if (text != null && text.length() >= SHORTEST_ECHO && words.contains(text)) {
            words = "";
        }
        var detail = "X answered " + status + words;
        return detail.codePointCount(0, detail.length()) <= LONGEST_DETAIL
                ? detail
                : detail.substring(0, detail.offsetByCodePoints(0, LONGEST_DETAIL));
    }

    /** Whether it gives one of X's reasons, such as {@code DuplicateUrlFailed}. */
    boolean says(String reason) {
        return words.stream().anyMatch(word -> word.contains(reason));
    }

    private boolean isTooLong() {
        return codes.contains(TEXT_TOO_LONG)
                || mentions("too long")
                || mentions("maximum length")
                || mentions("character limit");
    }

    private boolean mentions(String lowerCase) {
        return words.stream().anyMatch(word -> word.toLowerCase(Locale.ROOT).contains(lowerCase));
    }

    private static void addText(List<String> words, JsonNode object, String... members) {
        var text = XWire.text(object, members);
        if (text != null) {
            words.add(text);
        }
    }
}
