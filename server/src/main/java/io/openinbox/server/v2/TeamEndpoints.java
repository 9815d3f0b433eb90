package io.openinbox.server.v2;

import io.openinbox.kernel.Cursor;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.MemberId;
import io.openinbox.server.manner.PageCursor;
import io.openinbox.server.manner.Query;
import io.openinbox.server.manner.Request;
import io.openinbox.team.Members;
import io.openinbox.team.Teams;

final class TeamEndpoints {

    private final Teams teams;
    private final Members members;

    TeamEndpoints(Teams teams, Members members) {
        this.teams = teams;
        this.members = members;
    }

    TeamV2 team(Request request) {
        return TeamV2.of(teams.get(request.team()));
    }

    PageV2<MemberV2> members(Request request) {
        Query query = request.query();
        int limit = PageV2.limit(query);
        Cursor after = PageCursor.read(query, "members");
        return PageV2.of(members.page(request.team(), after, limit), "members", MemberV2::of);
    }

    MemberV2 member(Request request) {
        String id = request.id("memberId");
        return MemberId.parse(id)
                .flatMap(member -> members.find(request.team(), member))
                .map(MemberV2::of)
                .orElseThrow(
                        () -> new InboxException(ErrorCode.MEMBER_NOT_FOUND, "There is no such member in this team."));
    }
}
