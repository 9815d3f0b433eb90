package io.openinbox.server.schema;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A node of a plan that was run, with what is below it. */
record Plan(JsonNode node) {

    /** When PostgreSQL makes the plan. */
    enum Mode {
        /** Once, without knowing any parameter: what a driver gets after some executions. */
        GENERIC("force_generic_plan"),
        /** For each execution. */
        CUSTOM("force_custom_plan");

        private final String setting;

        Mode(String setting) {
            this.setting = setting;
        }
    }

    /** Plans and runs a statement as a prepared one. */
    static Plan of(JdbcClient connection, RecordedStatements.Recorded statement, Mode mode) {
        connection.sql("set plan_cache_mode = " + mode.setting).update();
        connection.sql("deallocate all").update();
        connection.sql("prepare examined as " + statement.numbered()).update();
        String json = connection
                .sql("explain (analyze, timing off, format json) execute examined ("
                        + String.join(", ", statement.literals()) + ")")
                .query(String.class)
                .single();
        return new Plan(JsonMapper.shared().readTree(json).get(0).path("Plan"));
    }

    /** This node and all below it. */
    Stream<Plan> all() {
        return Stream.concat(Stream.of(this), children().stream().flatMap(Plan::all));
    }

    List<Plan> children() {
        return node.path("Plans").valueStream().map(Plan::new).toList();
    }

    List<Plan> scansOf(String table) {
        return all().filter(plan -> plan.text("Relation Name").equals(table)).toList();
    }

    List<Plan> ofType(String type) {
        return all().filter(plan -> plan.type().equals(type)).toList();
    }

    String type() {
        return text("Node Type");
    }

    /** Empty where the node has no such word. */
    String text(String field) {
        return node.path(field).asString("");
    }

    /** How many rows came out of the node, in all its runs. */
    double rows() {
        return rowsOfARun() * runs();
    }

    double rowsOfARun() {
        return node.path("Actual Rows").doubleValue();
    }

    long runs() {
        return node.path("Actual Loops").longValue();
    }

    /** What the index is asked, as the statement says it: a domain shows as a cast to what it is made of. */
    String indexCondition() {
        return text("Index Cond").replaceAll("\\((\\w+)\\)::timestamp with time zone", "$1");
    }

    /** The plan in short, a node a line. */
    @Override
    public String toString() {
        return lines("");
    }

    private String lines(String indent) {
        String line = "\n%s%s %s %s rows %s x %d"
                .formatted(indent, type(), text("Index Name"), indexCondition(), rowsOfARun(), runs());
        return children().stream().map(child -> child.lines(indent + "  ")).collect(Collectors.joining("", line, ""));
    }
}
