package io.openinbox.server.v1;

import static io.openinbox.server.support.Json.text;

import io.openinbox.server.support.Api;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.TestAccount;
import io.openinbox.simulator.x.XUser;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A team in which something of every kind exists, and a request to each operation that fits it. */
record StoryV1(
        TestAccount account,
        XUser person,
        String threadId,
        String messageId,
        String prospectId,
        String tagId,
        String statusId,
        String memberId) {

    static final String SAID = "only for this team's eyes";

    static StoryV1 tell(TestTeam team) {
        Api api = team.api();
        TestAccount account = team.account();
        XUser person = team.person();
        team.receive(account, person, SAID);
        JsonNode thread = api.get("/threads?inbox=all").ok().path("threads").get(0);
        String tag = text(api.post("/tags", "{\"name\":\"Hot Lead\"}").ok(), "id");
        String status = text(api.post("/statuses", "{\"name\":\"New\"}").ok(), "id");
        api.patch("/prospects/" + text(thread, "prospectId") + "/context", """
                {"addTags":["%s"],"statusId":"%s"}""", tag, status)
                .ok();
        return new StoryV1(
                account,
                person,
                text(thread, "id"),
                text(thread.path("lastMessage"), "id"),
                text(thread, "prospectId"),
                tag,
                status,
                team.owner().id().text());
    }

    /** A path of the contract with its variables filled in. */
    String path(String template, Map<String, String> instead) {
        Map<String, String> values = new HashMap<>(Map.of(
                "memberId", memberId,
                "threadId", threadId,
                "messageId", messageId,
                "prospectId", prospectId,
                "tagId", tagId,
                "statusId", statusId));
        values.putAll(instead);
        String path = template;
        for (Map.Entry<String, String> value : values.entrySet()) {
            path = path.replace("{" + value.getKey() + "}", value.getValue());
        }
        return path;
    }

    /** A value for a parameter that has to be there. */
    String query(String name) {
        return switch (name) {
            case "accountLinkId" -> account.id();
            case "platformId", "externalPlatformId" -> person.id();
            case "username" -> person.username();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** A body that fits, by the operation's id. */
    Optional<String> body(String operation) {
        return switch (operation) {
            case "threads.create" -> Optional.of("""
                    {"accountLinkId":"%s","externalPlatformId":"%s"}""".formatted(account.id(), person.id()));
            case "threads.messages.quickSend" -> Optional.of("""
                    {"accountLinkId":"%s","externalPlatformId":"%s","content":"hi"}""".formatted(account.id(), person.id()));
            case "threads.thread.messages.create", "threads.thread.messages.message.edit" ->
                Optional.of("{\"content\":\"hi\"}");
            case "threads.thread.messages.message.reactions.add",
                    "threads.thread.messages.message.reactions.remove",
                    "threads.thread.messages.message.reaction.add",
                    "threads.thread.messages.message.reaction.remove" -> Optional.of("{\"emoji\":\"\u2764\ufe0f\"}");
            case "threads.thread.update" -> Optional.of("{\"done\":false}");
            case "threads.thread.settings" -> Optional.of("{\"typingIndicatorsEnabled\":true}");
            case "threads.thread.messages.message.delete" -> Optional.of("{\"deleteForAll\":false}");
            case "prospects.update" -> Optional.of("{\"notes\":\"n\"}");
            case "tags.create", "statuses.create" -> Optional.of("{\"name\":\"Another\"}");
            case "tags.update", "statuses.update" -> Optional.of("{\"color\":\"blue\"}");
            default -> Optional.empty();
        };
    }
}
