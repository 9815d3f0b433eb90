package io.openinbox.server.manner;

import org.jspecify.annotations.Nullable;

/**
 * What an operation answers.
 *
 * @param body what the body says as JSON; nothing at all for 204
 */
public record Reply(int status, @Nullable Object body) {

    static final int NO_CONTENT = 204;
}
