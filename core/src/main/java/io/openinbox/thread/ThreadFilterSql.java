package io.openinbox.thread;

import io.openinbox.db.Param;
import io.openinbox.thread.ThreadFilter.Choice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The conditions of a filter on a row {@code w} of threads. Other tables are asked row by row, in subqueries the planner
 * cannot turn into joins: a join would read the whole table first, where a page needs a handful of rows.
 */
final class ThreadFilterSql {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> params = new HashMap<>();

    ThreadFilterSql(ThreadFilter filter) {
        if (filter.platforms() != null) {
            conditions.add("w.platform = any(:platforms)");
            params.put(
                    "platforms",
                    Param.texts(filter.platforms().stream()
                            .map(platform -> platform.name())
                            .toList()));
        }
        if (filter.tags() != null) {
            conditions.add(ofContact("c.tag_ids && :tags or (:tagsOrNone and cardinality(c.tag_ids) = 0)"));
            choose("tags", filter.tags());
        }
        if (filter.statuses() != null) {
            conditions.add(ofContact("c.status_id = any(:statuses) or (:statusesOrNone and c.status_id is null)"));
            choose("statuses", filter.statuses());
        }
        if (filter.assignees() != null) {
            conditions.add("(w.assignee_id = any(:assignees) or (:assigneesOrNone and w.assignee_id is null))");
            choose("assignees", filter.assignees());
        }
        if (filter.text() != null) {
            conditions.add("""
                    ((select p.display_name ilike :text or p.username ilike :text from profile p
                      where p.team_id = w.team_id and p.id = w.profile_id)
                     or (select m.content ilike :text from message m
                         where m.team_id = w.team_id and m.id = w.last_message_id))""");
            params.put("text", "%" + escaped(filter.text()) + "%");
        }
    }

    boolean isEmpty() {
        return conditions.isEmpty();
    }

    String sql() {
        return String.join(" and ", conditions);
    }

    Map<String, Object> params() {
        return params;
    }

    private void choose(String name, Choice<?> choice) {
        params.put(name, Param.ids(choice.ids()));
        params.put(name + "OrNone", choice.orNone());
    }

    private static String ofContact(String condition) {
        return "(select " + condition + " from contact c where c.team_id = w.team_id and c.id = w.contact_id)";
    }

    /** What a person typed is meant as it stands. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
