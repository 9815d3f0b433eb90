package io.openinbox.server.v2;

import static io.openinbox.server.support.Json.text;

import io.openinbox.server.support.Api;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.TestAccount;
import io.openinbox.simulator.x.XUser;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A team in which something of every kind exists, and a request to each operation that fits it. */
record StoryV2(
        TestAccount account,
        XUser person,
        String threadId,
        String messageId,
        String contactId,
        String profileId,
        String tagId,
        String statusId,
        String memberId) {

    static StoryV2 tell(TestTeam team) {
        Api api = team.api().v2();
        TestAccount account = team.account();
        XUser person = team.person();
        team.receive(account, person, "hello there");
        JsonNode thread = api.get("/threads?folder=all").ok().path("data").get(0);
        JsonNode tag = api.post("/tags", "{\"name\":\"hot lead/2026\"}").answered(201);
        JsonNode status = api.post("/statuses", "{\"name\":\"New\"}").answered(201);
        api.put("/contacts/" + text(thread, "contactId") + "/tags/" + text(tag, "id"))
                .answeredEmpty(204);
        return new StoryV2(
                account,
                person,
                text(thread, "id"),
                text(thread.path("lastMessage"), "id"),
                text(thread, "contactId"),
                text(thread, "profileId"),
                text(tag, "id"),
                text(status, "id"),
                team.owner().id().text());
    }

    /** A path of the contract with its variables filled in. */
    String path(String template, Map<String, String> instead) {
        Map<String, String> values = new HashMap<>(Map.of(
                "memberId", memberId,
                "accountLinkId", account.id(),
                "contactId", contactId,
                "threadId", threadId,
                "messageId", messageId,
                "tagRef", tagId,
                "statusRef", statusId,
                "index", "0"));
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
            case "platform" -> "twitter";
            case "scope" -> "self";
            case "emoji" -> "\u2764\ufe0f";
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** A body that fits, by the operation's id; null where there is none. */
    @Nullable
    String body(String operation) {
        return switch (operation) {
            case "contacts.update" -> """
                    {"status":"New","notes":"n","valuation":1.5,"assigneeId":"%s"}""".formatted(memberId);
            case "threads.update" -> """
                    {"archived":false,"unread":true,"assigneeId":"%s","typingIndicators":"enabled"}""".formatted(memberId);
            case "messages.send" -> """
                    {"target":{"type":"profile","accountLinkId":"%s","platform":"twitter","platformId":"%s"},
                     "content":"hi"}""".formatted(account.id(), person.id());
            case "messages.edit" -> "{\"content\":\"other words\"}";
            case "messages.react" -> "{\"emoji\":\"\u2764\ufe0f\"}";
            case "tags.create", "statuses.create" -> "{\"name\":\"Another\",\"color\":\"blue\"}";
            case "tags.update" -> "{\"name\":\"hot lead/2026\",\"color\":\"red\"}";
            case "statuses.update" -> "{\"name\":\"New\",\"color\":\"red\"}";
            default -> null;
        };
    }
}
