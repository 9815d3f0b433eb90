package io.openinbox.simulator.sandbox;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as the sandbox has it now.
 *
 * @param quoted what it replies to, as it was then
 * @param forwards whether it forwards another, with {@code forwarded} as its text
 * @param reactions by the id of who reacted
 * @param gone taken back from everybody
 */
public record SandboxMessage(
        String id,
        SandboxUser from,
        SandboxUser to,
        String text,
        Instant at,
        @Nullable Quoted quoted,
        boolean forwards,
        @Nullable String forwarded,
        Map<String, String> reactions,
        boolean gone) {

    public SandboxMessage {
        reactions = Map.copyOf(reactions);
    }

    /** @param author the name they had then */
    public record Quoted(String id, String text, String author) {}

    SandboxMessage withText(String changed) {
        return new SandboxMessage(id, from, to, changed, at, quoted, forwards, forwarded, reactions, gone);
    }

    SandboxMessage withReactions(Map<String, String> changed) {
        return new SandboxMessage(id, from, to, text, at, quoted, forwards, forwarded, changed, gone);
    }

    SandboxMessage takenBack() {
        return new SandboxMessage(id, from, to, text, at, quoted, forwards, forwarded, reactions, true);
    }
}
