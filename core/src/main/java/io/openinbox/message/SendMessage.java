package io.openinbox.message;

import io.openinbox.account.AccountLink;
import io.openinbox.account.AccountLinks;
import io.openinbox.db.Database;
import io.openinbox.idempotency.IdempotencyKeys;
import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.ProfileId;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.ThreadId;
import io.openinbox.person.People;
import io.openinbox.platform.Capability;
import io.openinbox.platform.Connector;
import io.openinbox.platform.Connectors;
import io.openinbox.platform.Outbound;
import io.openinbox.platform.SendOutcome;
import io.openinbox.thread.Thread;
import io.openinbox.thread.Threads;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a message, at most once. The row is committed before the platform hears of it, and what the platform said is
 * committed before the caller does; between the two nothing is ever tried a second time.
 */
public final class SendMessage {

    private static final Logger log = LoggerFactory.getLogger(SendMessage.class);

    private final Database database;
    private final InboxClock clock;
    private final Connectors connectors;
    private final AccountLinks accountLinks;
    private final People people;
    private final Threads threads;
    private final IdempotencyKeys keys;
    private final SendTimes times;
    private final SendResults results;
    private final Echoes echoes;
    private final SendStore sends;
    private final MessageStore messages;

    SendMessage(
            Database database,
            InboxClock clock,
            Connectors connectors,
            AccountLinks accountLinks,
            People people,
            Threads threads,
            IdempotencyKeys keys,
            SendTimes times,
            SendResults results,
            Echoes echoes) {
        this.database = database;
        this.clock = clock;
        this.connectors = connectors;
        this.accountLinks = accountLinks;
        this.people = people;
        this.threads = threads;
        this.keys = keys;
        this.times = times;
        this.results = results;
        this.echoes = echoes;
        this.sends = new SendStore(database);
        this.messages = new MessageStore(database);
    }

    /**
     * Answers a thread.
     *
     * @throws InboxException {@code THREAD_NOT_FOUND}, {@code MESSAGE_NOT_FOUND} for the reply's target, and what {@link
     *     SendRefusals} makes of the platform's refusals
     */
    public Sent toThread(TeamId team, ThreadId id, Draft draft) {
        Thread thread = threads.get(team, id);
        AccountLink link = accountLinks.get(team, thread.accountLinkId());
        String recipient =
                people.get(team, thread.profileId()).profile().facts().platformId();
        return send(team, link, recipient, "thread " + id, draft, () -> thread);
    }

    /** As {@link #toPlatformId}, to a person known to the team. */
    public Sent toProfile(TeamId team, AccountLinkId linkId, ProfileId profile, Draft draft) {
        AccountLink link = accountLinks.get(team, linkId);
        return toPlatformId(team, linkId, threads.personPlatformId(team, link, profile), draft);
    }

    /**
     * Writes to a person named by their id on the account link's platform, in their thread or in a new one, which shows
     * only once the platform has taken the message.
     *
     * @throws InboxException as {@link #toThread}; {@code ACCOUNT_LINK_NOT_FOUND}
     */
    public Sent toPlatformId(TeamId team, AccountLinkId linkId, String personPlatformId, Draft draft) {
        AccountLink link = accountLinks.get(team, linkId);
        return send(
                team,
                link,
                personPlatformId,
                "person " + linkId + " " + personPlatformId,
                draft,
                () -> threads.forSending(team, link, personPlatformId));
    }

    private Sent send(
            TeamId team, AccountLink link, String recipient, String target, Draft draft, Supplier<Thread> landing) {
        byte[] fingerprint = fingerprint(target, draft);
        String key = draft.idempotencyKey();
        if (key != null) {
            Optional<MessageId> earlier = keys.find(team, key, fingerprint);
            if (earlier.isPresent()) {
                return replay(team, earlier.get());
            }
        }
        Connector connector = connectors.require(link.platform());
        accountLinks.requireActive(team, link.id());
        requireLength(connector, draft);

        MessageId id = MessageId.next();
        boolean isFirst = database.transaction(() -> {
            if (key != null && !keys.claim(team, key, fingerprint, id)) {
                return false;
            }
            Thread thread = landing.get();
            requireReplyTarget(team, connector, thread, draft);
            Instant now = clock.now();
            sends.insert(team, id, thread, recipient, draft, now, now.plus(times.deadline()));
            return true;
        });
        if (!isFirst) {
            return replay(
                    team,
                    keys.find(team, Objects.requireNonNull(key), fingerprint).orElseThrow());
        }
        SendOutcome outcome = call(team, connector, link, new Outbound(recipient, draft.content()), id);
        var conversation = new Conversation(link.id(), recipient);
        results.record(team, conversation, id, outcome);
        echoes.settle(team, conversation);
        if (outcome instanceof SendOutcome.Refused refused) {
            throw SendRefusals.exception(refused, link.id());
        }
        return sent(team, id, false);
    }

    private SendOutcome call(TeamId team, Connector connector, AccountLink link, Outbound outbound, MessageId id) {
        try {
            SendOutcome outcome = connector.send(accountLinks.access(team, link), outbound);
            if (outcome instanceof SendOutcome.Unanswered unanswered) {
                log.warn("{} did not answer for message {}: {}", link.platform(), id, unanswered.detail());
            }
            return outcome;
        } catch (RuntimeException e) {
            // A connector never throws; one that does may have thrown after the request went out.
            log.error("The connector to {} failed for message {}.", link.platform(), id, e);
            return new SendOutcome.Unanswered(e.getClass().getSimpleName());
        }
    }

    private void requireReplyTarget(TeamId team, Connector connector, Thread thread, Draft draft) {
        MessageId target = draft.replyTo();
        if (target == null) {
            return;
        }
        if (!messages.isListed(team, thread.id(), target)) {
            throw new InboxException(
                    ErrorCode.MESSAGE_NOT_FOUND, "replyToMessageId: there is no such message in this thread.");
        }
        if (!connector.capabilities().contains(Capability.REPLY_TO_MESSAGE)) {
            throw new InboxException(
                    ErrorCode.CAPABILITY_NOT_SUPPORTED,
                    "replyToMessageId: this account cannot quote a message on " + connector.platform() + ".",
                    Map.of("capability", Capability.REPLY_TO_MESSAGE.wireName()));
        }
    }

    private static void requireLength(Connector connector, Draft draft) {
        int longest = connector.limits().characters();
        int length = draft.content().codePointCount(0, draft.content().length());
        if (length > longest) {
            String detail =
                    "content: " + length + " characters, " + connector.platform() + " takes at most " + longest + ".";
            throw new InboxException(ErrorCode.CONTENT_REJECTED, detail, Map.of("detail", detail));
        }
    }

    private Sent replay(TeamId team, MessageId id) {
        return switch (messages.get(team, id).state()) {
            case SENDING ->
                throw new InboxException(
                        ErrorCode.SEND_IN_PROGRESS,
                        "The first request under this key is still sending; ask again in a moment.",
                        Map.of("messageId", id.text()));
            case FAILED -> {
                SendStore.Refused refused = sends.refused(team, id);
                throw SendRefusals.exception(
                        new SendOutcome.Refused(refused.refusal(), refused.detail(), null),
                        messages.get(team, id).accountLinkId());
            }
            case SENT, UNCONFIRMED -> sent(team, id, true);
        };
    }

    private Sent sent(TeamId team, MessageId id, boolean isReplay) {
        Message message = messages.get(team, id);
        Thread thread = Objects.requireNonNull(
                threads.getAll(team, List.of(message.threadId())).get(message.threadId()));
        return new Sent(message, thread, isReplay);
    }

    private static byte[] fingerprint(String target, Draft draft) {
        try {
            @Nullable MessageId replyTo = draft.replyTo();
            String asked = String.join("\n", target, replyTo == null ? "" : replyTo.text(), draft.content());
            return MessageDigest.getInstance("SHA-256").digest(asked.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
