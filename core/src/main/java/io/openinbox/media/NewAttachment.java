package io.openinbox.media;

import io.openinbox.kernel.MessageId;
import io.openinbox.platform.Attached;

/** Something that hangs on a message that is being stored. */
record NewAttachment(MessageId messageId, int index, Attached attached) {}
