package io.openinbox.connector.x;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/** X's ids: decimal numbers of up to 19 digits, none of them a leading zero; a message's holds its time. */
final class XIds {

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,18}");
    private static final Pattern PAIR = Pattern.compile("([0-9]{1,19})[-:]([0-9]{1,19})");

    /** The millisecond that a message id of zero stands for. */
    private static final long SNOWFLAKE_EPOCH = 1_288_834_974_657L;

    private static final int SNOWFLAKE_TIME_SHIFT = 22;

    /** Decimal numbers ordered as numbers: a longer one is larger. */
    private static final Comparator<String> AS_NUMBERS =
            Comparator.<String>comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private XIds() {}

    static boolean isNumber(String id) {
        return NUMBER.matcher(id).matches();
    }

    /** @param messageId a number */
    static Instant timeOf(String messageId) {
        // 19 digits may exceed a signed long; the shift is unsigned, so no time is ever before the epoch.
        return Instant.ofEpochMilli((Long.parseUnsignedLong(messageId) >>> SNOWFLAKE_TIME_SHIFT) + SNOWFLAKE_EPOCH);
    }

    /** The conversation of two users as X's links spell it: the numerically smaller id first. */
    static String conversation(String one, String other) {
        return AS_NUMBERS.compare(one, other) <= 0 ? one + ":" + other : other + ":" + one;
    }

    /** The two users of a one-to-one conversation's id, whichever way it is spelt; empty for a group. */
    static Optional<Pair> pair(String conversationId) {
        var matcher = PAIR.matcher(conversationId);
        return matcher.matches() ? Optional.of(new Pair(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    record Pair(String one, String other) {

        /** The other side of {@code userId}, who is themselves when they write to themselves. */
        Optional<String> across(String userId) {
            if (one.equals(userId)) {
                return Optional.of(other);
            }
            return other.equals(userId) ? Optional.of(one) : Optional.empty();
        }
    }
}
