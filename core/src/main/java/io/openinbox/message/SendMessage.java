package io.openinbox.message;

import io.openinbox.account.AccountLink;
import io.openinbox.account.AccountLinks;
import io.openinbox.account.PlatformPause;
import io.openinbox.account.PlatformPauses;
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
import io.openinbox.platform.AccountAccess;
import io.openinbox.platform.Capability;
import io.openinbox.platform.Connector;
import io.openinbox.platform.Connectors;
import io.openinbox.platform.Direction;
import io.openinbox.platform.Outbound;
import io.openinbox.platform.Platform;
import io.openinbox.platform.Quote;
import io.openinbox.platform.Refusal;
import io.openinbox.platform.SendOutcome;
import io.openinbox.thread.Thread;
import io.openinbox.thread.Threads;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Sends a message, at most once. The row is committed before the platform hears of it, and what the platform said is
 * committed before the caller does; between the two nothing is ever tried a second time.
 */
public final class SendMessage {

    private static final Logger log = LoggerFactory.getLogger(SendMessage.class);

    /** Between two attempts to record an outcome. */
    private static final Duration PAUSE = Duration.ofMillis(200);

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
    private final PlatformPauses pauses;
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
            Echoes echoes,
            PlatformPauses pauses) {
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
        this.pauses = pauses;
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
        Optional<MessageId> earlier = earlier(team, draft, fingerprint);
        if (earlier.isPresent()) {
            return replay(team, earlier.get());
        }
        Connector connector = connectors.require(link.platform());
        accountLinks.requireActive(team, link.id());
        accountLinks.requireCapability(link, Capability.SEND_MESSAGE);
        requireLength(connector, draft);

        AccountAccess access = accountLinks.access(team, link);
        MessageId id = MessageId.next();
        while (!begin(team, link, connector, recipient, draft, fingerprint, id, landing)) {
            // Another request under the key came first. Unless it was refused for now since: then the key is free
            // again.
            earlier = earlier(team, draft, fingerprint);
            if (earlier.isPresent()) {
                return replay(team, earlier.get());
            }
        }
        Instant deadline = clock.now().plus(times.deadline());
        MessageId quoted = draft.replyTo();
        var outbound = new Outbound(
                recipient,
                draft.content(),
                quoted == null ? null : messages.get(team, quoted).platformId());
        long start = System.nanoTime();
        SendOutcome outcome = call(connector, access, outbound, id);
        connectors.activity().sent(link.platform(), outcome, Duration.ofNanos(System.nanoTime() - start));
        return conclude(team, new Conversation(link.id(), recipient), id, outcome, deadline);
    }

    private Optional<MessageId> earlier(TeamId team, Draft draft, byte[] fingerprint) {
        String key = draft.idempotencyKey();
        return key == null ? Optional.empty() : keys.find(team, key, fingerprint);
    }

    /** Commits the row before the platform can know of it; returns false when another request holds the key. */
    private boolean begin(
            TeamId team,
            AccountLink link,
            Connector connector,
            String recipient,
            Draft draft,
            byte[] fingerprint,
            MessageId id,
            Supplier<Thread> landing) {
        return database.transaction(() -> {
            String key = draft.idempotencyKey();
            if (key != null && !keys.claim(team, key, fingerprint, id)) {
                return false;
            }
            Thread thread = landing.get();
            Quote quote = quote(team, link, thread, draft);
            Instant now = clock.now();
            sends.insert(
                    team,
                    id,
                    thread,
                    recipient,
                    draft,
                    connector.entities(draft.content()),
                    quote,
                    now,
                    now.plus(times.deadline()));
            return true;
        });
    }

    /**
     * Records and answers what the platform said. From here on no failure of ours may sound like "try again": a sender who
     * did would send twice. While the database is busy the request waits, as long as the row belongs to it.
     */
    private Sent conclude(TeamId team, Conversation conversation, MessageId id, SendOutcome outcome, Instant deadline) {
        while (true) {
            try {
                results.record(team, conversation, id, outcome);
                echoes.settle(team, conversation);
                if (outcome instanceof SendOutcome.Refused refused) {
                    throw SendRefusals.exception(refused, conversation.accountLinkId());
                }
                return sent(team, id, false);
            } catch (DataAccessException | TransactionException e) {
                if (!clock.now().isBefore(deadline) || !pause()) {
                    log.error("What became of message {} could not be recorded; it will be looked for.", id, e);
                    throw unrecorded(conversation, id, outcome);
                }
            }
        }
    }

    private static InboxException unrecorded(Conversation conversation, MessageId id, SendOutcome outcome) {
        if (outcome instanceof SendOutcome.Refused refused) {
            return SendRefusals.exception(refused, conversation.accountLinkId());
        }
        return new InboxException(
                ErrorCode.SEND_UNCONFIRMED,
                "The message may have been delivered. Do not send it again: it will show once that is known.",
                Map.of("messageId", id.text()));
    }

    /** Returns false when the thread is asked to end. */
    private static boolean pause() {
        try {
            java.lang.Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            java.lang.Thread.currentThread().interrupt();
            return false;
        }
    }

    private SendOutcome call(Connector connector, AccountAccess access, Outbound outbound, MessageId id) {
        Optional<PlatformPause> pause = pauseAgainst(connector.platform());
        if (pause.isPresent()) {
            String detail = "Nothing is sent on " + connector.platform() + " until the app has credit again: "
                    + pause.get().detail();
            return new SendOutcome.Refused(Refusal.OUT_OF_CREDITS, detail, null);
        }
        SendOutcome outcome = ask(connector, access, outbound, id);
        notice(connector.platform(), outcome);
        return outcome;
    }

    private SendOutcome ask(Connector connector, AccountAccess access, Outbound outbound, MessageId id) {
        try {
            SendOutcome outcome = connector.send(access, outbound);
            if (outcome instanceof SendOutcome.Unanswered unanswered) {
                log.warn("{} did not answer for message {}: {}", connector.platform(), id, unanswered.detail());
            }
            return outcome;
        } catch (RuntimeException e) {
            // A connector never throws; one that does may have thrown after the request went out.
            log.error("The connector to {} failed for message {}.", connector.platform(), id, e);
            return new SendOutcome.Unanswered(e.getClass().getSimpleName());
        }
    }

    /** A database that does not say stops no send. */
    private Optional<PlatformPause> pauseAgainst(Platform platform) {
        try {
            return pauses.against(platform);
        } catch (DataAccessException | TransactionException e) {
            log.warn(
                    "Whether {} is paused could not be read: {}",
                    platform,
                    e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    /** One account's word on the app's credit is every account's. What cannot be noted must not hide what became of the send. */
    private void notice(Platform platform, SendOutcome outcome) {
        try {
            if (outcome instanceof SendOutcome.Refused refused && refused.refusal() == Refusal.OUT_OF_CREDITS) {
                pauses.begin(platform, refused.detail());
            } else if (outcome instanceof SendOutcome.Accepted
                    && pauses.find(platform).isPresent()) {
                pauses.end(platform);
            }
        } catch (DataAccessException | TransactionException e) {
            log.warn(
                    "What {} said of the app's credit could not be noted: {}",
                    platform,
                    e.getClass().getSimpleName());
        }
    }

    /** What the draft replies to, as it is now; later changes of it do not show in the reply. */
    private @Nullable Quote quote(TeamId team, AccountLink link, Thread thread, Draft draft) {
        MessageId target = draft.replyTo();
        if (target == null) {
            return null;
        }
        if (!messages.isListed(team, thread.id(), target)) {
            throw new InboxException(
                    ErrorCode.MESSAGE_NOT_FOUND, "replyToMessageId: there is no such message in this thread.");
        }
        accountLinks.requireCapability(link, Capability.REPLY_TO_MESSAGE);
        Message quoted = messages.get(team, target);
        if (quoted.platformId() == null) {
            throw new InboxException(
                    ErrorCode.MESSAGE_NOT_FOUND,
                    "replyToMessageId: the platform has not confirmed this message yet; reply once it has.");
        }
        String author = quoted.direction() == Direction.OUTBOUND
                ? link.name()
                : people.get(team, thread.profileId()).profile().facts().displayName();
        return new Quote(quoted.platformId(), quoted.content(), author);
    }

    private static void requireLength(Connector connector, Draft draft) {
        Integer longest = connector.limits().characters();
        int length = draft.content().codePointCount(0, draft.content().length());
        if (longest != null && length > longest) {
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
