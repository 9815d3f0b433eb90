package io.openinbox.kernel;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Times as clients read them: UTC, always with three digits of the second's fraction, {@code 2026-01-02T03:04:05.000Z}. */
public final class TimeText {

    private static final DateTimeFormatter ANY_YEAR =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final int LAST_YEAR_OF_FOUR_DIGITS = 9_999;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private TimeText() {}

    /** A tenth of a formatter's time, which would be a tenth of a page of threads. */
    public static String of(Instant time) {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
        if (utc.getYear() < 0 || utc.getYear() > LAST_YEAR_OF_FOUR_DIGITS) {
            return ANY_YEAR.format(time);
        }
        byte[] text = "0000-00-00T00:00:00.000Z".getBytes(StandardCharsets.US_ASCII);
        write(utc.getYear(), text, 3);
        write(utc.getMonthValue(), text, 6);
        write(utc.getDayOfMonth(), text, 9);
        write(utc.getHour(), text, 12);
        write(utc.getMinute(), text, 15);
        write(utc.getSecond(), text, 18);
        write(utc.getNano() / NANOS_PER_MILLI, text, 22);
        return new String(text, StandardCharsets.US_ASCII);
    }

    /** @param last where the number's last digit stands */
    private static void write(int number, byte[] text, int last) {
        int rest = number;
        for (int at = last; rest > 0; at--) {
            text[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
