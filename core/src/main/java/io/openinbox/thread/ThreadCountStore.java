package io.openinbox.thread;

import io.openinbox.db.Database;
import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.TeamId;

final class ThreadCountStore {

    private final Database database;

    ThreadCountStore(Database database) {
        this.database = database;
    }

    ThreadCounts count(TeamId team, MemberId member, int most) {
        return database.sql()
                .sql("select "
                        + String.join(
                                ", ",
                                upTo(most, "folder = 'inbox'", "inbox"),
                                upTo(most, "folder = 'inbox' and activity_direction = 'inbound'", "no_reply"),
                                upTo(most, "folder = 'requests'", "requests"),
                                upTo(most, "folder = 'inbox' and assignee_id = :member", "mine"),
                                upTo(most, "folder = 'inbox' and assignee_id is null", "unassigned")))
                .param("team", team.value())
                .param("member", member.value())
                .query((row, number) -> new ThreadCounts(
                        row.getInt("inbox"),
                        row.getInt("no_reply"),
                        row.getInt("requests"),
                        row.getInt("mine"),
                        row.getInt("unassigned")))
                .single();
    }

    private static String upTo(int most, String condition, String name) {
        return "(select count(*) from (select from thread where team_id = :team and %s limit %d) counted) as %s"
                .formatted(condition, most, name);
    }
}
