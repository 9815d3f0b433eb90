package io.openinbox.platform;

import java.time.Duration;
import java.util.List;

/** The answer to "what was written lately": the messages, or why none could be read. */
public sealed interface LookUp {

    /** @param messages in any order, both directions */
    record Found(List<Inbound.Message> messages) implements LookUp {}

    /** @param retryAfter how long the platform, or common sense, asks to wait */
    record Unavailable(String detail, Duration retryAfter) implements LookUp {}
}
