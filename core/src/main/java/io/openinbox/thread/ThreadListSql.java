package io.openinbox.thread;

import io.openinbox.db.Param;
import io.openinbox.kernel.Cursor;
import io.openinbox.kernel.TeamId;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The statement behind a list of threads. A plain view is one range of one index, in the order of the result; a choice of
 * account links, or all folders at once, merges one such range for each, and reads no more than a page from any. A filter
 * walks along the view's range until the page is full or {@link #WALK} entries were read, whatever they held; a choice of
 * account links is then part of the filter, as a merge would walk that far in every range.
 *
 * <p>The limit stands in the text: of a parameter the planner knows nothing, expects a tenth of the table, and joins what
 * should be twenty look-ups by reading every message (0.1 ms becomes 98 ms at 200k threads).
 */
final class ThreadListSql {

    /** How far a filter walks in one request. */
    static final int WALK = 10_000;

    private static final String WAITING = "folder = 'inbox' and activity_direction = 'inbound'";

    private static final UUID LOWEST = new UUID(0, 0);
    private static final UUID HIGHEST = new UUID(-1, -1);

    private final TeamId team;
    private final ThreadQuery query;
    private final ThreadFilterSql filter;
    private final int page;

    ThreadListSql(TeamId team, ThreadQuery query, int page) {
        this.team = team;
        this.query = query;
        this.filter = new ThreadFilterSql(query.filter());
        this.page = page;
    }

    String sql() {
        return filter.isEmpty()
                ? view()
                : "select * from (%s) w where %s %s limit %d"
                        .formatted(walk(), filter.sql() + ofAccounts(), order("w"), page);
    }

    /** Whether the list may end before the view does, because the walk did. */
    boolean isWalk() {
        return !filter.isEmpty();
    }

    /** Where a walk ends, if it does not reach the end of the view. */
    String endOfWalk() {
        return """
                select sort_at, id from (select w.sort_at, w.id, row_number() over (%s) as place from (%s) w) walked
                where place = %d
                """.formatted(order("w"), walk(), WALK);
    }

    private String view() {
        if (query.filter().contactIds() != null) {
            return ofContacts(page);
        }
        if (query.accountLinkIds() != null && query.view() == View.WAITING) {
            return """
                    select one.* from unnest(:links::uuid[]) link cross join lateral (%s) one
                    %s limit %d
                    """.formatted(range("account_link_id = link and " + WAITING, page), order("one"), page);
        }
        if (query.accountLinkIds() != null) {
            return """
                    select one.* from unnest(:links::uuid[]) link cross join unnest(:folders::text[]) folder_name
                    cross join unnest(:directions::text[]) direction
                    cross join lateral (%s) one
                    %s limit %d
                    """.formatted(
                    range("account_link_id = link and folder = folder_name and last_direction = direction", page),
                    order("one"),
                    page);
        }
        return folder(page);
    }

    private String walk() {
        return query.filter().contactIds() == null ? folder(WALK) : ofContacts(WALK);
    }

    private String ofAccounts() {
        return query.accountLinkIds() == null ? "" : " and w.account_link_id = any(:links)";
    }

    private String ofContacts(int rows) {
        return range(
                "contact_id = any(:contacts) and deleted_at is null and folder = any(:folders)"
                        + (query.view() == View.WAITING
                                ? " and activity_direction = 'inbound'"
                                : " and last_direction = any(:directions)")
                        + (query.accountLinkIds() == null ? "" : " and account_link_id = any(:links)"),
                rows);
    }

    private String folder(int rows) {
        return switch (query.view()) {
            case NO_REPLY -> range("folder = 'inbox' and last_direction = 'outbound'", rows);
            case WAITING -> range(WAITING, rows);
            case DEFAULT -> range("folder = 'inbox'", rows);
            case REQUESTS -> range("folder = 'requests'", rows);
            case ARCHIVED -> range("folder = 'archived'", rows);
            case ALL -> """
                    select one.* from unnest(:folders::text[]) folder_name cross join lateral (%s) one %s limit %d
                    """.formatted(range("folder = folder_name", rows), order("one"), rows);
        };
    }

    String order() {
        return order("t");
    }

    Map<String, Object> params() {
        Map<String, Object> params = new HashMap<>(filter.params());
        params.put("team", team.value());
        Cursor after = query.after();
        if (after != null) {
            params.put("at", Param.time(after.at()));
            params.put("id", after.id());
        } else {
            params.put("at", query.ascending() ? OffsetDateTime.MIN : OffsetDateTime.MAX);
            params.put("id", query.ascending() ? LOWEST : HIGHEST);
        }
        if (query.accountLinkIds() != null) {
            params.put("links", Param.ids(query.accountLinkIds()));
        }
        if (query.filter().contactIds() != null) {
            params.put("contacts", Param.ids(query.filter().contactIds()));
        }
        params.put("directions", Param.texts(directions()));
        params.put("folders", Param.texts(folders()));
        return params;
    }

    private String range(String condition, int rows) {
        return """
                select * from thread
                where team_id = :team and %s and (sort_at, id) %s (:at::timestamptz, :id)
                %s limit %d
                """.formatted(condition, query.ascending() ? ">" : "<", order("thread"), rows);
    }

    private String order(String row) {
        String direction = query.ascending() ? "asc" : "desc";
        return "order by " + row + ".sort_at " + direction + ", " + row + ".id " + direction;
    }

    private List<String> folders() {
        return switch (query.view()) {
            case DEFAULT, NO_REPLY, WAITING -> List.of("inbox");
            case REQUESTS -> List.of("requests");
            case ARCHIVED -> List.of("archived");
            case ALL -> List.of("inbox", "requests", "archived");
        };
    }

    private List<String> directions() {
        return switch (query.view()) {
            case NO_REPLY -> List.of("outbound");
            case DEFAULT, WAITING, REQUESTS, ARCHIVED, ALL -> List.of("none", "inbound", "outbound");
        };
    }
}
