package io.openinbox.server.config;

import io.openinbox.account.AccountLinks;
import io.openinbox.account.Backfills;
import io.openinbox.account.LinkAttempts;
import io.openinbox.account.PlatformPauses;
import io.openinbox.account.RawDeliveries;
import io.openinbox.account.ReadBudget;
import io.openinbox.account.ReadLimits;
import io.openinbox.account.Receptions;
import io.openinbox.db.Database;
import io.openinbox.db.Leases;
import io.openinbox.db.Nodes;
import io.openinbox.draft.Drafts;
import io.openinbox.event.EventPayloads;
import io.openinbox.event.Events;
import io.openinbox.event.Tail;
import io.openinbox.idempotency.IdempotencyKeys;
import io.openinbox.kernel.InboxClock;
import io.openinbox.media.Attachments;
import io.openinbox.media.FetchMedia;
import io.openinbox.media.MediaSettings;
import io.openinbox.media.MediaSignature;
import io.openinbox.message.FetchHistory;
import io.openinbox.message.IngestMessages;
import io.openinbox.message.MessageActions;
import io.openinbox.message.Messages;
import io.openinbox.message.Messaging;
import io.openinbox.message.PendingSends;
import io.openinbox.message.Reactions;
import io.openinbox.message.ReceiveChanges;
import io.openinbox.message.ResolveSends;
import io.openinbox.message.SendMessage;
import io.openinbox.message.SendTimes;
import io.openinbox.message.ThreadActions;
import io.openinbox.message.TypingSignals;
import io.openinbox.message.UnlinkAccount;
import io.openinbox.person.Contacts;
import io.openinbox.person.DeleteLabels;
import io.openinbox.person.People;
import io.openinbox.person.RefreshProfiles;
import io.openinbox.pipeline.Statuses;
import io.openinbox.pipeline.Tags;
import io.openinbox.platform.Connectors;
import io.openinbox.secret.MasterKey;
import io.openinbox.secret.Secrets;
import io.openinbox.team.ApiTokens;
import io.openinbox.team.Members;
import io.openinbox.team.Sessions;
import io.openinbox.team.SignInLinks;
import io.openinbox.team.Teams;
import io.openinbox.thread.AcceptRequest;
import io.openinbox.thread.ReadPositions;
import io.openinbox.thread.Threads;
import io.openinbox.thread.UpdateContext;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;

/** The composition root: every use case of the core, made once, by hand. Neither opens nor closes what it is given. */
public record InboxCore(
        InboxClock clock,
        Database database,
        Nodes nodes,
        Secrets secrets,
        Connectors connectors,
        Teams teams,
        Members members,
        ApiTokens apiTokens,
        SignInLinks signInLinks,
        Sessions sessions,
        AccountLinks accountLinks,
        Backfills backfills,
        PlatformPauses platformPauses,
        RefreshProfiles refreshProfiles,
        LinkAttempts linkAttempts,
        UnlinkAccount unlinkAccount,
        RawDeliveries rawDeliveries,
        Receptions receptions,
        Leases leases,
        Tags tags,
        Statuses statuses,
        People people,
        Contacts contacts,
        DeleteLabels deleteLabels,
        Threads threads,
        UpdateContext updateContext,
        AcceptRequest acceptRequest,
        ReadPositions readPositions,
        Messages messages,
        Drafts drafts,
        SendMessage sendMessage,
        PendingSends pendingSends,
        IngestMessages ingestMessages,
        ResolveSends resolveSends,
        MessageActions messageActions,
        Reactions reactions,
        TypingSignals typingSignals,
        ThreadActions threadActions,
        ReceiveChanges receiveChanges,
        Tail tail,
        FetchHistory fetchHistory,
        Attachments attachments,
        FetchMedia fetchMedia,
        MediaSignature mediaSignature,
        Events events,
        EventPayloads eventPayloads) {

    /** A core that reads nothing from platforms beside their deliveries. */
    public static InboxCore of(
            DataSource dataSource, MasterKey masterKey, Connectors connectors, InboxClock clock, SendTimes sendTimes) {
        var nowhere = new MediaSettings(Path.of("media"), 0, List.of());
        return of(dataSource, masterKey, connectors, clock, sendTimes, ReadLimits.none(), nowhere);
    }

    /** @param dataSource of a database whose schema is this version's */
    public static InboxCore of(
            DataSource dataSource,
            MasterKey masterKey,
            Connectors connectors,
            InboxClock clock,
            SendTimes sendTimes,
            ReadLimits readLimits,
            MediaSettings mediaSettings) {
        var database = new Database(dataSource);
        var secrets = new Secrets(database, masterKey);
        var budget = new ReadBudget(database, clock, readLimits);
        var backfills = new Backfills(database, clock, budget);
        var pauses = new PlatformPauses(database, clock);
        var accountLinks = new AccountLinks(database, secrets, clock, connectors, backfills);
        var teams = new Teams(database, clock);
        var members = new Members(database, clock);
        var tail = new Tail();
        var events = new Events(database, tail);
        var tags = new Tags(database, clock, events);
        var statuses = new Statuses(database, clock, events);
        var people = new People(database, clock, events, tags, statuses, members);
        var threads = new Threads(database, clock, connectors, accountLinks, people, members, events);
        var attachments = new Attachments(database, connectors, mediaSettings);
        var rawDeliveries = new RawDeliveries(database, clock);
        var messaging = Messaging.of(
                database,
                clock,
                connectors,
                accountLinks,
                rawDeliveries,
                backfills,
                budget,
                pauses,
                people,
                threads,
                events,
                attachments,
                new IdempotencyKeys(database, clock),
                sendTimes);
        return new InboxCore(
                clock,
                database,
                new Nodes(database, clock),
                secrets,
                connectors,
                teams,
                members,
                new ApiTokens(database, clock),
                new SignInLinks(database, clock),
                new Sessions(database, clock),
                accountLinks,
                backfills,
                pauses,
                new RefreshProfiles(database, clock, connectors, accountLinks, budget, pauses, events),
                new LinkAttempts(database, secrets, clock, connectors, teams, accountLinks),
                new UnlinkAccount(connectors, accountLinks),
                rawDeliveries,
                new Receptions(database, clock),
                new Leases(database, clock),
                tags,
                statuses,
                people,
                new Contacts(database),
                new DeleteLabels(database, clock, events, tags, statuses),
                threads,
                new UpdateContext(database, clock, accountLinks, people, events),
                new AcceptRequest(database, clock, accountLinks, threads, events),
                new ReadPositions(database),
                messaging.messages(),
                new Drafts(database, clock, threads),
                messaging.send(),
                new PendingSends(database, clock, threads, events, messaging.send()),
                messaging.ingest(),
                messaging.resolveSends(),
                messaging.actions(),
                messaging.reactions(),
                messaging.typing(),
                messaging.threadActions(),
                messaging.receiveChanges(),
                tail,
                messaging.fetchHistory(),
                attachments,
                new FetchMedia(database, clock, connectors, accountLinks, attachments, mediaSettings),
                new MediaSignature(masterKey),
                events,
                new EventPayloads(database));
    }
}
