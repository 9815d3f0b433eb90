package io.openinbox.server.v2;

import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.ContactId;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.ThreadId;

/** Ids that name what an operation is about: one in the right form that is none of ours is answered as one nothing has. */
final class IdsV2 {

    private IdsV2() {}

    static ThreadId thread(String text) {
        return ThreadId.parse(text).orElseThrow(() -> notFound(ErrorCode.THREAD_NOT_FOUND, "thread"));
    }

    static MessageId message(String text) {
        return MessageId.parse(text).orElseThrow(() -> notFound(ErrorCode.MESSAGE_NOT_FOUND, "message"));
    }

    static ContactId contact(String text) {
        return ContactId.parse(text).orElseThrow(() -> notFound(ErrorCode.CONTACT_NOT_FOUND, "contact"));
    }

    static AccountLinkId accountLink(String text) {
        return AccountLinkId.parse(text).orElseThrow(() -> notFound(ErrorCode.ACCOUNT_LINK_NOT_FOUND, "account link"));
    }

    static MemberId member(String text) {
        return MemberId.parse(text).orElseThrow(() -> notFound(ErrorCode.MEMBER_NOT_FOUND, "member"));
    }

    private static InboxException notFound(ErrorCode code, String what) {
        return new InboxException(code, "There is no such " + what + " in this team.");
    }
}
