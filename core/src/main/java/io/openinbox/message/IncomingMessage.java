package io.openinbox.message;

import io.openinbox.kernel.AccountLinkId;
import io.openinbox.platform.Inbound;
import io.openinbox.platform.Platform;

/** A delivered message, and the account link of the team it is for. */
record IncomingMessage(AccountLinkId accountLinkId, Platform platform, Inbound.Message message) {}
