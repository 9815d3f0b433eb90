package io.openinbox.simulator.x;

import java.util.List;
import java.util.Optional;

/**
 * What a call led to.
 *
 * @param accepted the message, when the call sent one
 * @param deliveries entered for it; they go out with the answer
 * @param live what goes on writing the answer's body, when the call opened the stream
 */
record Outcome(
        Answer answer, Optional<XEvent> accepted, List<Delivery> deliveries, Optional<ActivityStream.Reader> live) {

    Outcome(Answer answer) {
        this(answer, Optional.empty(), List.of());
    }

    Outcome(Answer answer, Optional<XEvent> accepted, List<Delivery> deliveries) {
        this(answer, accepted, deliveries, Optional.empty());
    }

    static Outcome live(ActivityStream.Reader reader) {
        return new Outcome(new Answer(200, Json.JSON, ""), Optional.empty(), List.of(), Optional.of(reader));
    }

    static Outcome json(int status, Object tree) {
        return new Outcome(Answer.json(status, tree));
    }
}
