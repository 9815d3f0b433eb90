package io.openinbox.server.manage;

import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.ThreadId;
import io.openinbox.server.manner.Request;
import io.openinbox.team.Members;

/** Whose drafts and places a request is about: the signed-in member's, or those of the member a token belongs to. */
final class Reader {

    private final Members members;

    Reader(Members members) {
        this.members = members;
    }

    MemberId member(Request request) {
        MemberId signedIn = request.caller().memberId();
        return signedIn != null
                ? signedIn
                : members.findByUser(request.team(), request.caller().userId())
                        .orElseThrow(() -> new InboxException(
                                ErrorCode.MEMBER_NOT_FOUND, "The token's owner is no member of this team any more."))
                        .id();
    }

    static ThreadId thread(Request request) {
        return ThreadId.parse(request.id("threadId"))
                .orElseThrow(
                        () -> new InboxException(ErrorCode.THREAD_NOT_FOUND, "There is no such thread in this team."));
    }
}
