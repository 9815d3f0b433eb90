package io.openinbox.server.v1;

import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.ProfileId;
import io.openinbox.kernel.StatusId;
import io.openinbox.kernel.TagId;
import io.openinbox.kernel.ThreadId;

/** Ids where an operation needs one: a text that is none of ours is answered as an id that nothing has. */
final class IdsV1 {

    private IdsV1() {}

    static ThreadId thread(String text) {
        return ThreadId.parse(text).orElseThrow(() -> notFound(ErrorCode.THREAD_NOT_FOUND, "thread", text));
    }

    static ProfileId prospect(String text) {
        return ProfileId.parse(text).orElseThrow(() -> notFound(ErrorCode.PROFILE_NOT_FOUND, "prospect", text));
    }

    static AccountLinkId accountLink(String text) {
        return AccountLinkId.parse(text)
                .orElseThrow(() -> notFound(ErrorCode.ACCOUNT_LINK_NOT_FOUND, "account link", text));
    }

    static MemberId member(String text) {
        return MemberId.parse(text).orElseThrow(() -> notFound(ErrorCode.MEMBER_NOT_FOUND, "member", text));
    }

    static MessageId message(String text) {
        return MessageId.parse(text).orElseThrow(() -> notFound(ErrorCode.MESSAGE_NOT_FOUND, "message", text));
    }

    static TagId tag(String text) {
        return TagId.parse(text).orElseThrow(() -> notFound(ErrorCode.TAG_NOT_FOUND, "tag", text));
    }

    static StatusId status(String text) {
        return StatusId.parse(text).orElseThrow(() -> notFound(ErrorCode.STATUS_NOT_FOUND, "status", text));
    }

    private static InboxException notFound(ErrorCode code, String what, String text) {
        boolean isPlatformId = text.matches("[0-9:-]{1,40}");
        return new InboxException(
                code,
                "There is no such " + what + " in this team."
                        + (isPlatformId ? " This looks like a platform's id: use the id instead." : ""));
    }
}
