package io.openinbox.server.limit;

/** How many requests a team may make in each window, over all its tokens and nodes. */
public record Limits(int minute, int hour, int day) {

    int of(Window window) {
        return switch (window) {
            case MINUTE -> minute;
            case HOUR -> hour;
            case DAY -> day;
        };
    }
}
