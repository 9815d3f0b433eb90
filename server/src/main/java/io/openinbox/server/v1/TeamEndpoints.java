package io.openinbox.server.v1;

import io.openinbox.account.AccountLinks;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.MemberId;
import io.openinbox.team.Members;
import io.openinbox.team.Teams;
import java.util.List;

final class TeamEndpoints {

    private final Teams teams;
    private final Members members;
    private final AccountLinks accountLinks;

    TeamEndpoints(Teams teams, Members members, AccountLinks accountLinks) {
        this.teams = teams;
        this.members = members;
        this.accountLinks = accountLinks;
    }

    TeamV1 team(RequestV1 request) {
        return TeamV1.of(teams.get(request.team()));
    }

    List<MemberV1> members(RequestV1 request) {
        return members.list(request.team()).stream().map(MemberV1::of).toList();
    }

    MemberV1 member(RequestV1 request) {
        MemberId id = IdsV1.member(request.variable("memberId"));
        return members.list(request.team()).stream()
                .filter(member -> member.id().equals(id))
                .findFirst()
                .map(MemberV1::of)
                .orElseThrow(
                        () -> new InboxException(ErrorCode.MEMBER_NOT_FOUND, "There is no such member in this team."));
    }

    List<AccountLinkV1> accountLinks(RequestV1 request) {
        return accountLinks.list(request.team()).stream()
                .map(link -> AccountLinkV1.of(link, request.names()))
                .toList();
    }
}
