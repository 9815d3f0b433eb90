package io.openinbox.thread;

import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.UserId;
import io.openinbox.platform.Direction;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** @param userId the member of the team who sent it, where one did */
public record LastMessage(
        MessageId id,
        String content,
        Direction direction,
        Instant createdAt,
        @Nullable UserId userId) {}
