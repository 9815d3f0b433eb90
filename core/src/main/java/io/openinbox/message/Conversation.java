package io.openinbox.message;

import io.openinbox.kernel.AccountLinkId;

/** What goes on between one account link and one person, whichever thread holds it. */
record Conversation(AccountLinkId accountLinkId, String personPlatformId) {

    static Conversation of(IncomingMessage incoming) {
        return new Conversation(incoming.accountLinkId(), incoming.message().personPlatformId());
    }
}
