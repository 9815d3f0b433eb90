package io.openinbox.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody put on a message; at most one each.
 *
 * @param authorPlatformId the author's id on the platform, whoever they are
 * @param at the platform's time, or null where it does not say
 * @param noticedAt when it came to our notice; the platform's time where there is one
 */
public record Reaction(
        String emoji,
        Author author,
        String authorPlatformId,
        @Nullable Instant at,
        Instant noticedAt) {

    /** Whether it is ours, the thread's person's, or somebody's whom we do not know. */
    public enum Author {
        ACCOUNT,
        PERSON,
        OTHER
    }
}
