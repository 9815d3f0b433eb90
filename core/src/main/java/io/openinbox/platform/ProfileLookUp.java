package io.openinbox.platform;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The answer to "who are these people now". */
public sealed interface ProfileLookUp {

    /**
     * @param found in any order
     * @param gone those the platform says something else of, by their id
     */
    record Found(List<ProfileFacts> found, Map<String, Gone> gone) implements ProfileLookUp {

        public Found {
            found = List.copyOf(found);
            gone = Map.copyOf(gone);
        }
    }

    /** @param retryAfter how long the platform, or common sense, asks to wait */
    record Unavailable(Refusal refusal, String detail, Duration retryAfter) implements ProfileLookUp {}

    /** Why there is no profile. */
    enum Gone {
        SUSPENDED,
        NOT_FOUND
    }
}
