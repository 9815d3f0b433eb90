package io.openinbox.connector.sandbox;

import io.openinbox.platform.Refusal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How one call ended. */
sealed interface SandboxAnswer {

    record Done(JsonNode body) implements SandboxAnswer {}

    record Refused(Refusal refusal, String detail, @Nullable Duration retryAfter) implements SandboxAnswer {}

    /** The request may have arrived; its answer did not. */
    record Nothing(String detail) implements SandboxAnswer {}
}
