package io.openinbox.server.v2;

import io.openinbox.account.AccountLink;
import io.openinbox.account.AccountLinks;
import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.TeamId;
import io.openinbox.message.Draft;
import io.openinbox.message.Message;
import io.openinbox.message.SendMessage;
import io.openinbox.message.Sent;
import io.openinbox.person.Contact;
import io.openinbox.person.Contacts;
import io.openinbox.person.Profile;
import io.openinbox.platform.Platform;
import io.openinbox.server.manner.Actors;
import io.openinbox.server.manner.Fields;
import io.openinbox.server.manner.InvalidRequest;
import io.openinbox.server.manner.Reply;
import io.openinbox.server.manner.Request;
import io.openinbox.thread.Thread;
import io.openinbox.thread.Threads;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code POST /messages}: to a thread, to a contact, or to anybody on the account's platform. */
final class SendEndpoint {

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final Pattern KEY = Pattern.compile("[\\x20-\\x7e]{1,255}");
    private static final List<String> TARGETS = List.of("thread", "contact", "profile");

    private final SendMessage send;
    private final Threads threads;
    private final AccountLinks accountLinks;
    private final Contacts contacts;
    private final AvailablePlatforms platforms;
    private final MessageAnswers messageAnswers;
    private final ThreadAnswers threadAnswers;

    SendEndpoint(
            SendMessage send,
            Threads threads,
            AccountLinks accountLinks,
            Contacts contacts,
            AvailablePlatforms platforms,
            MessageAnswers messageAnswers,
            ThreadAnswers threadAnswers) {
        this.send = send;
        this.threads = threads;
        this.accountLinks = accountLinks;
        this.contacts = contacts;
        this.platforms = platforms;
        this.messageAnswers = messageAnswers;
        this.threadAnswers = threadAnswers;
    }

    /** 201 for a send, 200 for what an earlier request under the same key sent. */
    Reply send(Request request) {
        Fields body = request.body("target", "content", "replyToMessageId");
        Target target = Target.read(body.requiredObject("target"));
        String content = body.requiredText("content");
        String replyTo = body.id("replyToMessageId").orElse(null);
        var draft = new Draft(
                content,
                replyTo == null ? null : MessageId.parse(replyTo).orElseThrow(() -> unknownReply(body)),
                Actors.of(request.caller()),
                idempotencyKey(request));
        Sent sent;
        try {
            sent = send(request.team(), target, draft);
        } catch (InboxException refusal) {
            // Which message is quoted is said in the body, where it is not a message of the conversation.
            throw refusal.code() == ErrorCode.MESSAGE_NOT_FOUND ? unknownReply(body) : refusal;
        }
        requireConfirmed(sent.message());
        return new Reply(
                sent.isReplay() ? 200 : 201,
                new Result(
                        messageAnswers.one(request.team(), sent.message(), Set.of()),
                        threadAnswers.one(request.team(), sent.thread(), Set.of())));
    }

    private Sent send(TeamId team, Target target, Draft draft) {
        return switch (target) {
            case Target.OfThread of -> {
                Thread thread = threads.get(team, IdsV2.thread(of.threadId));
                var _ = platforms.require(thread.platform());
                yield send.toThread(team, thread.id(), draft);
            }
            case Target.OfContact of -> {
                AccountLink link = accountLink(team, of.accountLinkId);
                Contact contact = contacts.get(team, IdsV2.contact(of.contactId));
                yield send.toProfile(
                        team, link.id(), profileOn(link.platform(), contact).id(), draft);
            }
            case Target.OfProfile of -> {
                AccountLink link = accountLink(team, of.accountLinkId);
                Platform platform = platforms.named(of.platform);
                if (!platform.equals(link.platform())) {
                    throw otherPlatform(platform, link);
                }
                try {
                    yield send.toPlatformId(team, link.id(), of.platformId, draft);
                } catch (InboxException refusal) {
                    throw refusal.code() == ErrorCode.UNACCEPTABLE_VALUE ? nobody(of, link) : refusal;
                }
            }
        };
    }

    private AccountLink accountLink(TeamId team, String id) {
        AccountLinkId linkId = IdsV2.accountLink(id);
        AccountLink link = accountLinks.get(team, linkId);
        var _ = platforms.require(link.platform());
        return link;
    }

    private static Profile profileOn(Platform platform, Contact contact) {
        List<Profile> there = contact.profiles().stream()
                .filter(profile -> profile.platform().equals(platform))
                .toList();
        if (there.isEmpty()) {
            String reason = "The contact has no profile on " + PlatformNameV2.of(platform) + ".";
            throw new InboxException(ErrorCode.RECIPIENT_UNAVAILABLE, reason, Map.of("reason", reason));
        }
        if (there.size() > 1) {
            throw new InboxException(
                    ErrorCode.PROFILE_AMBIGUOUS,
                    "The contact has several profiles on " + PlatformNameV2.of(platform)
                            + ": name one with a profile target.",
                    Map.of("contactId", contact.id().text(), "platform", PlatformNameV2.of(platform)));
        }
        return there.getFirst();
    }

    private static InboxException otherPlatform(Platform platform, AccountLink link) {
        String supported = PlatformNameV2.of(link.platform());
        return new InboxException(
                ErrorCode.PLATFORM_NOT_SUPPORTED,
                "target.platform: the account is on " + supported + ".",
                Map.of("platform", PlatformNameV2.of(platform), "supported", List.of(supported)));
    }

    private static InvalidRequest nobody(Target.OfProfile of, AccountLink link) {
        return InvalidRequest.of(
                List.of("target", "platformId"),
                "\"" + of.platformId + "\" is no id of another user on " + PlatformNameV2.of(link.platform())
                        + "; use the platform's own id.");
    }

    /** Nobody knows whether it arrived: as an error, with the one word that keeps clients from sending it again. */
    private static void requireConfirmed(Message message) {
        if (message.state() == Message.State.UNCONFIRMED) {
            throw new InboxException(
                    ErrorCode.SEND_UNCONFIRMED,
                    "The platform did not answer: the message may have been delivered. Do not send it again; it will show"
                            + " once that is known.",
                    Map.of("messageId", message.id().text()));
        }
    }

    private static InvalidRequest unknownReply(Fields body) {
        return body.invalid("replyToMessageId", "there is no such message in the thread this goes to.");
    }

    private static @Nullable String idempotencyKey(Request request) {
        String key = request.header(IDEMPOTENCY_KEY).orElse(null);
        if (key != null && !KEY.matcher(key).matches()) {
            throw InvalidRequest.of(IDEMPOTENCY_KEY, "use 1 to 255 printable ASCII characters.");
        }
        return key;
    }

    record Result(MessageV2 message, ThreadV2 thread) {}

    private sealed interface Target {

        static Target read(Fields target) {
            return switch (target.requiredWord("type", TARGETS)) {
                case "thread" -> {
                    target.only("type", "threadId");
                    yield new OfThread(target.requiredId("threadId"));
                }
                case "contact" -> {
                    target.only("type", "accountLinkId", "contactId");
                    yield new OfContact(target.requiredId("accountLinkId"), target.requiredId("contactId"));
                }
                default -> {
                    target.only("type", "accountLinkId", "platform", "platformId");
                    yield new OfProfile(
                            target.requiredId("accountLinkId"),
                            target.requiredText("platform"),
                            target.requiredText("platformId"));
                }
            };
        }

        record OfThread(String threadId) implements Target {}

        record OfContact(String accountLinkId, String contactId) implements Target {}

        record OfProfile(String accountLinkId, String platform, String platformId) implements Target {}
    }
}
