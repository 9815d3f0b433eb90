package io.openinbox.account;

import io.openinbox.platform.Receiving;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a platform's deliveries reach this installation.
 *
 * @param address of the webhook, null for the stream
 * @param problem why nothing comes in, in words for the operator; null when it works
 * @param checkedAt when the platform was last asked whether everything is registered
 * @param aliveAt everything the platform delivered up to then was taken in
 */
public record Reception(
        Receiving.Way way,
        @Nullable String address,
        @Nullable String problem,
        @Nullable Instant problemSince,
        @Nullable Instant checkedAt,
        @Nullable Instant aliveAt) {}
