package io.openinbox.server.v2;

import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.MemberId;
import io.openinbox.server.manner.Fields;

/** Members named in a body: one the team does not have makes the body invalid, and is no object that was not found. */
final class MembersV2 {

    private static final String UNKNOWN = "the team has no member with this id; use the id of GET /members.";

    private MembersV2() {}

    static MemberId named(Fields body, String field, String id) {
        return MemberId.parse(id).orElseThrow(() -> body.invalid(field, UNKNOWN));
    }

    /** A refusal of the core in the words of a body that named the member. */
    static RuntimeException unknownIn(Fields body, String field, InboxException refusal) {
        return refusal.code() == ErrorCode.MEMBER_NOT_FOUND ? body.invalid(field, UNKNOWN) : refusal;
    }
}
