package io.openinbox.thread;

import io.openinbox.db.Database;
import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.TeamId;

/**
 * How many threads stand in each view of a member, counted no further than anybody reads a number: a team with a hundred
 * thousand threads pays for as many index entries as one with a hundred.
 *
 * @param noReply of the inbox, those in which the other side acted last
 * @param mine of the inbox, those assigned to the member
 */
public record ThreadCounts(int inbox, int noReply, int requests, int mine, int unassigned) {

    /** What a count says when there are as many or more. */
    public static final int MOST = 100;

    public static ThreadCounts of(Database database, TeamId team, MemberId member) {
        return new ThreadCountStore(database).count(team, member, MOST);
    }
}
