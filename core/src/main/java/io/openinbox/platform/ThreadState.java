package io.openinbox.platform;

import java.util.Optional;
import java.util.Set;

/**
 * A state of conversations that the platform keeps, too.
 *
 * @param observe whether we hear of it when it changes there
 * @param mutate whether it is changed there when it changes here
 */
public record ThreadState(boolean observe, boolean mutate) {

    /** Empty when the platform has no such state, or none we know of. */
    public static Optional<ThreadState> archive(Set<Capability> capabilities) {
        return of(capabilities, Capability.OBSERVE_ARCHIVE, Capability.CHANGE_ARCHIVE);
    }

    /** As {@link #archive}, of having read the conversation. */
    public static Optional<ThreadState> read(Set<Capability> capabilities) {
        return of(capabilities, Capability.OBSERVE_READ, Capability.CHANGE_READ);
    }

    private static Optional<ThreadState> of(Set<Capability> capabilities, Capability observe, Capability mutate) {
        var state = new ThreadState(capabilities.contains(observe), capabilities.contains(mutate));
        return state.observe || state.mutate ? Optional.of(state) : Optional.empty();
    }
}
