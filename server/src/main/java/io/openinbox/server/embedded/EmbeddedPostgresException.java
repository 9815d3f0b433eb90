package io.openinbox.server.embedded;

import org.jspecify.annotations.Nullable;

/** The embedded PostgreSQL cannot be used. The message is one sentence for the operator, with the remedy. */
public final class EmbeddedPostgresException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EmbeddedPostgresException(String message) {
        super(message);
    }

    EmbeddedPostgresException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
