package io.openinbox.simulator.x;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Everybody on X, and who takes no messages. Thread-safe. */
final class Directory {

    private static final Pattern ID = Pattern.compile("[0-9]{1,19}");
    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9_]{1,15}");

    private final Map<String, XUser> users = new LinkedHashMap<>();
    private final Map<String, String> idsByUsername = new HashMap<>();
    private final Set<String> suspended = ConcurrentHashMap.newKeySet();
    private final Set<String> closed = ConcurrentHashMap.newKeySet();
    private final Snowflakes snowflakes;
    private final SimulatedClock clock;

    Directory(Snowflakes snowflakes, SimulatedClock clock) {
        this.snowflakes = snowflakes;
        this.clock = clock;
    }

    /** Every second id is short, as those of X's early users are: ids that differ in length do not sort as text. */
    synchronized XUser add(String username, String name) {
        String id;
        do {
            id = users.size() % 2 == 0
                    ? Long.toString(1_000_000_000L + Math.floorMod(Secrets.randomLong(), 3_000_000_000L))
                    : Long.toString(snowflakes.next(clock.instant()));
        } while (users.containsKey(id));
        return add(XUser.of(id, username, name));
    }

    synchronized XUser add(XUser user) {
        if (users.containsKey(user.id())) {
            throw new IllegalArgumentException("id: " + user.id() + " is taken; choose another");
        }
        put(user);
        return user;
    }

    synchronized void replace(XUser user) {
        if (!users.containsKey(user.id())) {
            throw new IllegalArgumentException("id: there is no user " + user.id() + "; add one first");
        }
        put(user);
    }

    private void put(XUser user) {
        if (!ID.matcher(user.id()).matches()) {
            throw new IllegalArgumentException("id: must be 1 to 19 digits");
        }
        if (!USERNAME.matcher(user.username()).matches()) {
            throw new IllegalArgumentException(
                    "username: must be 1 to 15 letters, digits or underscores, without the @");
        }
        if (byUsername(user.username())
                .filter(other -> !other.id().equals(user.id()))
                .isPresent()) {
            throw new IllegalArgumentException("username: " + user.username() + " is taken; choose another");
        }
        XUser old = users.put(user.id(), user);
        if (old != null) {
            idsByUsername.remove(key(old.username()));
        }
        idsByUsername.put(key(user.username()), user.id());
    }

    private static String key(String username) {
        return username.toLowerCase(Locale.ROOT);
    }

    synchronized Optional<XUser> byId(String id) {
        return Optional.ofNullable(users.get(id));
    }

    synchronized XUser get(String id) {
        return byId(id).orElseThrow(() -> new IllegalArgumentException("there is no user with the id " + id));
    }

    synchronized Optional<XUser> byUsername(String username) {
        return Optional.ofNullable(idsByUsername.get(key(username))).map(users::get);
    }

    synchronized Collection<XUser> all() {
        return List.copyOf(users.values());
    }

    void takesMessages(String id, boolean value) {
        if (value) {
            closed.remove(id);
        } else {
            closed.add(id);
        }
    }

    void suspend(String id) {
        suspended.add(id);
    }

    boolean isSuspended(String id) {
        return suspended.contains(id);
    }

    boolean takesMessages(String id) {
        return !closed.contains(id);
    }
}
