package io.openinbox.server.v2;

import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.ContactId;
import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.ProfileId;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.ThreadId;
import io.openinbox.kernel.TokenId;
import io.openinbox.message.Message;
import io.openinbox.message.Messages;
import io.openinbox.message.Reaction;
import io.openinbox.team.ApiTokens;
import io.openinbox.thread.Threads;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Messages with what the caller wants to see beside them: one query for each kind, however many messages there are. */
final class MessageAnswers {

    static final List<String> EXPANSIONS =
            List.of("sentBy", "reactions.author", "thread", "accountLink", "replyTo.message");

    private final Messages messages;
    private final Threads threads;
    private final ApiTokens tokens;
    private final ThreadAnswers threadAnswers;
    private final AttachmentAnswers attachments;

    MessageAnswers(
            Messages messages,
            Threads threads,
            ApiTokens tokens,
            ThreadAnswers threadAnswers,
            AttachmentAnswers attachments) {
        this.messages = messages;
        this.threads = threads;
        this.tokens = tokens;
        this.threadAnswers = threadAnswers;
        this.attachments = attachments;
    }

    MessageV2 one(TeamId team, Message message, Set<String> expand) {
        return all(team, List.of(message), expand).getFirst();
    }

    /** @param expand of {@link #EXPANSIONS} */
    List<MessageV2> all(TeamId team, Collection<Message> page, Set<String> expand) {
        if (page.isEmpty()) {
            return List.of();
        }
        Beside beside = load(team, page, expand);
        Map<MessageId, List<AttachmentV2>> attached = attachments.of(team, page);
        return page.stream()
                .map(message -> answer(message, beside, attached.getOrDefault(message.id(), List.of())))
                .toList();
    }

    private MessageV2 answer(Message message, Beside beside, List<AttachmentV2> attached) {
        return MessageV2.of(
                message,
                SenderV2.of(message.sentBy(), beside.members, beside.tokens),
                attached,
                reactions(message, beside),
                message.reply() == null
                        ? null
                        : MessageV2.ReplyV2.of(
                                message.reply(),
                                message.reply().messageId() == null
                                        ? null
                                        : beside.quoted.get(message.reply().messageId())),
                beside.threads.get(message.threadId()),
                beside.isWithAccountLink ? beside.links.get(message.accountLinkId()) : null);
    }

    /** A message's reactions without what could be embedded. */
    static List<ReactionV2> reactions(Message message) {
        return message.reactions().stream()
                .map(reaction -> ReactionV2.of(message, reaction, null, null, null))
                .toList();
    }

    private static List<ReactionV2> reactions(Message message, Beside beside) {
        return message.reactions().stream()
                .map(reaction -> ReactionV2.of(
                        message,
                        reaction,
                        beside.isWithAuthors ? beside.links.get(message.accountLinkId()) : null,
                        beside.profiles.get(message.profileId()),
                        beside.contacts.get(message.contactId())))
                .toList();
    }

    private Beside load(TeamId team, Collection<Message> page, Set<String> expand) {
        boolean isWithAuthors = expand.contains("reactions.author");
        boolean isWithAccountLink = expand.contains("accountLink");
        boolean isWithSenders = expand.contains("sentBy");
        List<Message> reactedTo = isWithAuthors
                ? page.stream()
                        .filter(message -> message.reactions().stream()
                                .anyMatch(reaction -> reaction.author() == Reaction.Author.PERSON))
                        .toList()
                : List.of();
        boolean isOursAmongAuthors = isWithAuthors
                && page.stream()
                        .flatMap(message -> message.reactions().stream())
                        .anyMatch(reaction -> reaction.author() == Reaction.Author.ACCOUNT);
        return new Beside(
                isWithAccountLink,
                isWithAuthors,
                isWithAccountLink || isOursAmongAuthors ? threadAnswers.accountLinks(team) : Map.of(),
                isWithSenders ? threadAnswers.members(team) : Map.of(),
                isWithSenders ? tokens(team, page) : Map.of(),
                expand.contains("thread") ? threads(team, page) : Map.of(),
                reactedTo.isEmpty()
                        ? Map.of()
                        : threadAnswers.profiles(team, ThreadAnswers.ids(reactedTo, Message::profileId)),
                reactedTo.isEmpty()
                        ? Map.of()
                        : threadAnswers.contacts(team, ThreadAnswers.ids(reactedTo, Message::contactId)),
                expand.contains("replyTo.message") ? quoted(team, page) : Map.of());
    }

    private Map<TokenId, SenderV2.TokenV2> tokens(TeamId team, Collection<Message> page) {
        Set<TokenId> ids = ThreadAnswers.ids(
                page,
                message -> message.sentBy() == null ? null : message.sentBy().tokenId());
        return tokens.names(team, ids).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> new SenderV2.TokenV2(entry.getKey().text(), entry.getValue())));
    }

    private Map<ThreadId, ThreadV2> threads(TeamId team, Collection<Message> page) {
        return threadAnswers
                .all(
                        team,
                        threads.getAll(team, ThreadAnswers.ids(page, Message::threadId))
                                .values(),
                        Set.of())
                .stream()
                .collect(Collectors.toMap(thread -> ThreadId.parse(thread.id()).orElseThrow(), thread -> thread));
    }

    private Map<MessageId, MessageV2> quoted(TeamId team, Collection<Message> page) {
        Set<MessageId> ids = page.stream()
                .map(Message::reply)
                .filter(Objects::nonNull)
                .map(reply -> reply.messageId())
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
        return ids.isEmpty()
                ? Map.of()
                : all(team, messages.getAll(team, ids).values(), Set.of()).stream()
                        .collect(Collectors.toMap(
                                message -> MessageId.parse(message.id()).orElseThrow(), message -> message));
    }

    private record Beside(
            boolean isWithAccountLink,
            boolean isWithAuthors,
            Map<AccountLinkId, AccountLinkV2> links,
            Map<MemberId, MemberV2> members,
            Map<TokenId, SenderV2.TokenV2> tokens,
            Map<ThreadId, ThreadV2> threads,
            Map<ProfileId, ProfileV2> profiles,
            Map<ContactId, ContactV2> contacts,
            Map<MessageId, MessageV2> quoted) {}
}
