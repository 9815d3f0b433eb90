package io.openinbox.media;

import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.MessageId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Content that this node fetches until its lease ends.
 *
 * @param attempts how many failed before
 */
record DueAttachment(
        MessageId messageId,
        int index,
        AccountLinkId accountLinkId,
        String messagePlatformId,
        String source,
        @Nullable String posterSource,
        int attempts,
        UUID lease) {}
