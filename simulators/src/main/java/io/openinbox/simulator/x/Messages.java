package io.openinbox.simulator.x;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Every message, and each user's view of them. Thread-safe; pages are read without a lock. */
final class Messages {

    private final Snowflakes snowflakes;
    private final SimulatedClock clock;
    private final Map<String, NavigableMap<Long, XEvent>> byUser = new ConcurrentHashMap<>();
    private final Map<String, NavigableMap<Long, XEvent>> byConversation = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> groups = new ConcurrentHashMap<>();
    private volatile boolean rewriting = true;

    /** One page, newest first, and whether there is more on either side. */
    record Page(List<XEvent> events, boolean hasOlder, boolean hasNewer) {}

    Messages(Snowflakes snowflakes, SimulatedClock clock) {
        this.snowflakes = snowflakes;
        this.clock = clock;
    }

    void rewriting(boolean value) {
        rewriting = value;
    }

    /** The two ids, the smaller number first. */
    static String conversationOf(String one, String other) {
        return Long.compareUnsigned(Long.parseUnsignedLong(one), Long.parseUnsignedLong(other)) <= 0
                ? one + "-" + other
                : other + "-" + one;
    }

    XEvent accept(String senderId, String recipientId, String text, boolean byApi) {
        return accept(senderId, recipientId, text, byApi, Optional.empty());
    }

    XEvent accept(String senderId, String recipientId, String text, boolean byApi, Optional<XMedia> media) {
        return store(
                snowflakes.next(clock.instant()),
                conversationOf(senderId, recipientId),
                senderId,
                pair(senderId, recipientId),
                text,
                byApi,
                media);
    }

    XEvent earlier(String senderId, String recipientId, String text, Instant at) {
        return store(
                snowflakes.earlier(at),
                conversationOf(senderId, recipientId),
                senderId,
                pair(senderId, recipientId),
                text,
                false,
                Optional.empty());
    }

    /** A group is known by its members: the same ones meet in the same group. */
    synchronized String groupOf(Set<String> memberIds) {
        for (Map.Entry<String, Set<String>> group : groups.entrySet()) {
            if (group.getValue().equals(memberIds)) {
                return group.getKey();
            }
        }
        String id = Long.toString(snowflakes.next(clock.instant()));
        groups.put(id, Set.copyOf(memberIds));
        return id;
    }

    Optional<Set<String>> membersOf(String groupId) {
        return Optional.ofNullable(groups.get(groupId));
    }

    XEvent acceptInGroup(String senderId, String groupId, String text, boolean byApi) {
        Set<String> members = membersOf(groupId).orElseThrow();
        return store(snowflakes.next(clock.instant()), groupId, senderId, members, text, byApi, Optional.empty());
    }

    private static Set<String> pair(String one, String other) {
        return one.equals(other) ? Set.of(one) : Set.of(one, other);
    }

    private XEvent store(
            long id,
            String conversationId,
            String senderId,
            Set<String> participants,
            String text,
            boolean byApi,
            Optional<XMedia> media) {
        WireText wire = rewriting ? WireText.of(text) : WireText.unchanged(text);
        XEvent event = new XEvent(
                Long.toString(id),
                conversationId,
                senderId,
                List.copyOf(new TreeSet<>(participants)),
                text,
                wire.text(),
                wire.links(),
                Snowflakes.time(id),
                byApi,
                media);
        index(byConversation, conversationId).put(id, event);
        participants.forEach(user -> index(byUser, user).put(id, event));
        return event;
    }

    private static NavigableMap<Long, XEvent> index(Map<String, NavigableMap<Long, XEvent>> indexes, String key) {
        return indexes.computeIfAbsent(key, _ -> new ConcurrentSkipListMap<>());
    }

    Optional<XEvent> find(String viewerId, long id) {
        return Optional.ofNullable(index(byUser, viewerId).get(id));
    }

    /** Takes a message out of one user's view; the others keep it. */
    boolean hide(String viewerId, long id) {
        return index(byUser, viewerId).remove(id) != null;
    }

    List<XEvent> conversation(String conversationId) {
        return List.copyOf(index(byConversation, conversationId).values());
    }

    Page pageOfUser(String viewerId, Instant notBefore, @Nullable PageToken from, int size) {
        return page(index(byUser, viewerId).tailMap(Snowflakes.first(notBefore), true), viewerId, from, size);
    }

    Page pageOfConversation(String viewerId, String conversationId, @Nullable PageToken from, int size) {
        return page(index(byConversation, conversationId), viewerId, from, size);
    }

    private Page page(NavigableMap<Long, XEvent> events, String viewerId, @Nullable PageToken from, int size) {
        if (from != null && from.newer()) {
            List<XEvent> rising = take(events.tailMap(from.id(), false), viewerId, size + 1);
            boolean more = rising.size() > size;
            List<XEvent> page = new ArrayList<>(more ? rising.subList(0, size) : rising);
            Collections.reverse(page);
            return new Page(page, true, more);
        }
        NavigableMap<Long, XEvent> older = from == null ? events : events.headMap(from.id(), false);
        List<XEvent> falling = take(older.descendingMap(), viewerId, size + 1);
        boolean more = falling.size() > size;
        return new Page(more ? falling.subList(0, size) : falling, more, from != null);
    }

    private List<XEvent> take(NavigableMap<Long, XEvent> events, String viewerId, int count) {
        NavigableMap<Long, XEvent> visible = index(byUser, viewerId);
        return events.values().stream()
                .filter(event -> visible.containsKey(event.snowflake()))
                .limit(count)
                .toList();
    }
}
