package io.openinbox.server.doctor;

import java.time.Duration;
import java.time.Instant;

/** Times as people say them. */
final class Ago {

    private Ago() {}

    static String words(Instant time, Instant now) {
        Duration past = Duration.between(time, now);
        if (past.isNegative()) {
            return time.toString();
        }
        if (past.toSeconds() < 60) {
            return "less than a minute ago";
        }
        if (past.toMinutes() < 60) {
            return count(past.toMinutes(), "minute");
        }
        if (past.toHours() < 48) {
            return count(past.toHours(), "hour");
        }
        return count(past.toDays(), "day");
    }

    private static String count(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s") + " ago";
    }
}
