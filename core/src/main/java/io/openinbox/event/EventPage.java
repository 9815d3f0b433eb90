package io.openinbox.event;

import java.util.List;

/** @param hasMore whether the log held further entries when this was read */
public record EventPage(List<Event> events, boolean hasMore) {

    public EventPage {
        events = List.copyOf(events);
    }
}
