package io.openinbox.connector.sandbox;

import io.openinbox.connector.text.TextEntities;
import io.openinbox.platform.AccountAccess;
import io.openinbox.platform.Action;
import io.openinbox.platform.ActionOutcome;
import io.openinbox.platform.Capability;
import io.openinbox.platform.Connector;
import io.openinbox.platform.Deliveries;
import io.openinbox.platform.Inbound;
import io.openinbox.platform.Limits;
import io.openinbox.platform.LinkedAccount;
import io.openinbox.platform.LookUp;
import io.openinbox.platform.Outbound;
import io.openinbox.platform.Platform;
import io.openinbox.platform.PlatformException;
import io.openinbox.platform.Refusal;
import io.openinbox.platform.SendOutcome;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The sandbox's conversations. An account's credentials are its token. Thread-safe. */
public final class SandboxConnector implements Connector, AutoCloseable {

    public static final Platform PLATFORM = new Platform("sandbox");

    private static final Pattern USER = Pattern.compile("[a-z0-9]{1,40}");
    private static final Pattern MESSAGE = Pattern.compile("[a-z0-9]{1,40}");
    private static final Limits LIMITS = new Limits(2_000, 0, null, Map.of());
    private static final Duration LATER = Duration.ofMinutes(1);

    private static final Map<Capability, Duration> WINDOWS =
            Map.of(Capability.EDIT_MESSAGE, Duration.ofMinutes(15), Capability.UNSEND_MESSAGE, Duration.ofHours(1));

    private final SandboxClient client;
    private final SandboxDeliveries deliveries;

    public SandboxConnector(SandboxSettings settings) {
        client = new SandboxClient(settings.apiUrl());
        deliveries = new SandboxDeliveries(settings.secret());
    }

    @Override
    public Platform platform() {
        return PLATFORM;
    }

    @Override
    public String usernamePrefix() {
        return "";
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    public Map<Capability, Duration> mutationWindows() {
        return WINDOWS;
    }

    @Override
    public LinkedAccount identify(AccountAccess access) {
        return switch (client.call(access, "GET", "/me", null)) {
            case SandboxAnswer.Done done -> account(done.body());
            case SandboxAnswer.Refused refused -> throw new PlatformException(refused.detail());
            case SandboxAnswer.Nothing nothing -> throw new PlatformException(nothing.detail());
        };
    }

    private static LinkedAccount account(JsonNode me) {
        Set<Capability> capabilities = new HashSet<>();
        me.path("capabilities")
                .forEach(name -> Capability.ofWireName(name.asString("")).ifPresent(capabilities::add));
        return new LinkedAccount(
                me.path("id").stringValue(),
                me.path("username").stringValue(),
                me.path("name").stringValue(),
                me.path("image").asString(""),
                capabilities);
    }

    @Override
    public boolean canBePerson(String accountPlatformId, String personPlatformId) {
        return USER.matcher(personPlatformId).matches() && !personPlatformId.equals(accountPlatformId);
    }

    @Override
    public String conversationId(String accountPlatformId, String personPlatformId) {
        return SandboxDeliveries.conversation(accountPlatformId, personPlatformId);
    }

    @Override
    public SendOutcome send(AccountAccess access, Outbound message) {
        ObjectNode body = object().put("to", message.recipientPlatformId()).put("text", message.text());
        if (message.replyToPlatformId() != null) {
            body.put("replyTo", message.replyToPlatformId());
        }
        return switch (client.call(access, "POST", "/messages", body)) {
            case SandboxAnswer.Done done -> {
                String id = done.body().path("id").asString("");
                yield id.isEmpty()
                        ? new SendOutcome.Unanswered("The sandbox answered without the message's id.")
                        : new SendOutcome.Accepted(id, SandboxDeliveries.at(done.body()));
            }
            case SandboxAnswer.Refused refused ->
                new SendOutcome.Refused(refused.refusal(), refused.detail(), refused.retryAfter());
            case SandboxAnswer.Nothing nothing -> new SendOutcome.Unanswered(nothing.detail());
        };
    }

    @Override
    public ActionOutcome act(AccountAccess access, Action action) {
        if (!isOfTheSandbox(action)) {
            return new ActionOutcome.Refused(Refusal.NOT_MODIFIABLE, "This is no id of the sandbox.", null);
        }
        return switch (call(access, action)) {
            case SandboxAnswer.Done done -> new ActionOutcome.Done(SandboxDeliveries.at(done.body()));
            case SandboxAnswer.Refused refused ->
                new ActionOutcome.Refused(refused.refusal(), refused.detail(), refused.retryAfter());
            case SandboxAnswer.Nothing nothing -> new ActionOutcome.Unanswered(nothing.detail());
        };
    }

    /** The ids become part of a path. */
    private static boolean isOfTheSandbox(Action action) {
        return USER.matcher(action.personPlatformId()).matches()
                && (!(action instanceof Action.OnMessage on)
                        || MESSAGE.matcher(on.messagePlatformId()).matches());
    }

    private SandboxAnswer call(AccountAccess access, Action action) {
        return switch (action) {
            case Action.Edit edit -> client.call(access, "PATCH", message(edit), object().put("text", edit.text()));
            case Action.Unsend unsend -> client.call(access, "DELETE", message(unsend) + "?for=everyone", null);
            case Action.DeleteForSelf delete -> client.call(access, "DELETE", message(delete) + "?for=me", null);
            case Action.React react ->
                client.call(access, "PUT", message(react) + "/reaction", object().put("emoji", react.emoji()));
            case Action.Unreact unreact -> client.call(access, "DELETE", message(unreact) + "/reaction", null);
            case Action.ShowTyping typing -> client.call(access, "POST", conversation(typing) + "/typing", null);
            case Action.Archive archive ->
                client.call(
                        access, "PUT", conversation(archive) + "/state", object().put("archived", archive.archived()));
            case Action.MarkRead read ->
                client.call(access, "PUT", conversation(read) + "/state", object().put("read", read.read()));
            case Action.DeleteThread delete -> client.call(access, "DELETE", conversation(delete), null);
        };
    }

    private static String message(Action.OnMessage action) {
        return "/messages/" + action.messagePlatformId();
    }

    private static String conversation(Action action) {
        return "/conversations/" + action.personPlatformId();
    }

    @Override
    public @Nullable String entities(String text) {
        return TextEntities.find(text, url -> null);
    }

    @Override
    public LookUp latest(AccountAccess access, Set<String> personPlatformIds, Instant since) {
        String people = String.join(",", new TreeSet<>(personPlatformIds));
        String query = "?with=" + URLEncoder.encode(people, StandardCharsets.UTF_8) + "&since=" + since;
        return switch (client.call(access, "GET", "/messages" + query, null)) {
            case SandboxAnswer.Done done ->
                new LookUp.Found(done.body()
                        .path("messages")
                        .valueStream()
                        .map(event -> SandboxDeliveries.message(access.accountPlatformId(), event))
                        .filter(Inbound.Message.class::isInstance)
                        .map(Inbound.Message.class::cast)
                        .toList());
            case SandboxAnswer.Refused refused ->
                new LookUp.Unavailable(refused.detail(), Objects.requireNonNullElse(refused.retryAfter(), LATER));
            case SandboxAnswer.Nothing nothing -> new LookUp.Unavailable(nothing.detail(), LATER);
        };
    }

    @Override
    public Deliveries deliveries() {
        return deliveries;
    }

    /** Ends the connections to the sandbox; calls after it fail. */
    @Override
    public void close() {
        client.close();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
