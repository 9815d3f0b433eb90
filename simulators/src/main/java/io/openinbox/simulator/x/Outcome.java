package io.openinbox.simulator.x;

import java.util.List;
import java.util.Optional;

/**
 * What a call led to.
 *
 * @param accepted the message, when the call sent one
 * @param deliveries entered for it; they go out with the answer
 */
record Outcome(Answer answer, Optional<XEvent> accepted, List<Delivery> deliveries) {

    Outcome(Answer answer) {
        this(answer, Optional.empty(), List.of());
    }

    static Outcome json(int status, Object tree) {
        return new Outcome(Answer.json(status, tree));
    }
}
