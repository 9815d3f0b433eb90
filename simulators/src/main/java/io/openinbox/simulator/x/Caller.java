package io.openinbox.simulator.x;

import java.util.Set;

/** Who makes a call. */
sealed interface Caller {

    /** Nobody in particular: the token calls bring their own credentials. */
    record Anyone() implements Caller {}

    /** The app itself, by its bearer token. */
    record App() implements Caller {}

    /** A user, by an access token. */
    record User(String id, Set<String> scopes) implements Caller {}

    /** The id of the user; empty for the others. */
    default String userId() {
        return switch (this) {
            case User user -> user.id();
            case App _, Anyone _ -> "";
        };
    }
}
