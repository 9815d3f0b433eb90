package io.openinbox.simulator.x;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The behaviours that are switched on, in the order in which they were. Thread-safe. */
final class Behaviours {

    /** Two entries of one behaviour differ by their counters, which are compared by identity. */
    private record Active(XBehaviour behaviour, AtomicInteger left) {

        boolean take() {
            return left.getAndUpdate(count -> count > 0 ? count - 1 : 0) > 0;
        }
    }

    private final List<Active> active = new CopyOnWriteArrayList<>();

    XSwitch switchOn(XBehaviour behaviour) {
        int times = switch (behaviour) {
            case XCallBehaviour call -> call.times();
            case XDeliveryBehaviour delivery -> delivery.times();
        };
        Active entry = new Active(behaviour, new AtomicInteger(times));
        active.add(entry);
        return () -> active.remove(entry);
    }

    void switchAllOff() {
        active.clear();
    }

    /**
     * What happens to a call. A refusal stands alone: a call that has no effect uses up none of the others, nor a
     * second refusal.
     */
    List<XCallBehaviour.Effect> of(XCall call, String callerId, Set<String> recipientIds) {
        List<Active> fitting = new ArrayList<>();
        for (Active entry : active) {
            if (entry.behaviour() instanceof XCallBehaviour behaviour && behaviour.fits(call, callerId, recipientIds)) {
                if (!(behaviour.effect() instanceof XCallBehaviour.Refuse)) {
                    fitting.add(entry);
                } else if (entry.take()) {
                    return List.of(behaviour.effect());
                }
            }
        }
        List<XCallBehaviour.Effect> effects = new ArrayList<>();
        for (Active entry : fitting) {
            if (entry.behaviour() instanceof XCallBehaviour behaviour && entry.take()) {
                effects.add(behaviour.effect());
            }
        }
        return effects;
    }

    List<XDeliveryBehaviour.Effect> of(Notice notice) {
        List<XDeliveryBehaviour.Effect> effects = new ArrayList<>();
        for (Active entry : active) {
            if (entry.behaviour() instanceof XDeliveryBehaviour behaviour && behaviour.fits(notice) && entry.take()) {
                effects.add(behaviour.effect());
            }
        }
        return effects;
    }
}
