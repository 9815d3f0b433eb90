package io.openinbox.message;

import io.openinbox.account.AccountLinks;
import io.openinbox.account.Backfills;
import io.openinbox.account.PlatformPauses;
import io.openinbox.account.RawDeliveries;
import io.openinbox.account.ReadBudget;
import io.openinbox.db.Database;
import io.openinbox.event.Events;
import io.openinbox.idempotency.IdempotencyKeys;
import io.openinbox.kernel.InboxClock;
import io.openinbox.media.Attachments;
import io.openinbox.person.People;
import io.openinbox.platform.Connectors;
import io.openinbox.thread.Threads;

/** The use cases of this package, wired to each other: what comes in has to know what is going out. */
public record Messaging(
        Messages messages,
        IngestMessages ingest,
        SendMessage send,
        ResolveSends resolveSends,
        FetchHistory fetchHistory,
        MessageActions actions,
        Reactions reactions,
        TypingSignals typing,
        ThreadActions threadActions,
        ReceiveChanges receiveChanges) {

    public static Messaging of(
            Database database,
            InboxClock clock,
            Connectors connectors,
            AccountLinks accountLinks,
            RawDeliveries rawDeliveries,
            Backfills backfills,
            ReadBudget budget,
            PlatformPauses pauses,
            People people,
            Threads threads,
            Events events,
            Attachments attachments,
            IdempotencyKeys keys,
            SendTimes times) {
        var results = new SendResults(database, clock, accountLinks, threads, events, keys);
        var echoes = new Echoes(database, clock, accountLinks, times, results, attachments);
        var messages = new Messages(database, threads);
        var changes = new MessageChanges(database, clock, accountLinks, people, threads, events);
        var perform = new PerformAction(database, clock, connectors, accountLinks, times);
        var typing = new TypingSignals(database, clock, connectors, accountLinks, people, threads, events);
        var receiveChanges = new ReceiveChanges(database, clock, accountLinks, changes);
        var ingest = new IngestMessages(
                database,
                clock,
                connectors.activity(),
                accountLinks,
                rawDeliveries,
                people,
                echoes,
                events,
                receiveChanges,
                typing,
                attachments);
        return new Messaging(
                messages,
                ingest,
                new SendMessage(
                        database,
                        clock,
                        connectors,
                        accountLinks,
                        people,
                        threads,
                        keys,
                        times,
                        results,
                        echoes,
                        pauses),
                new ResolveSends(database, clock, connectors, accountLinks, times, results, echoes),
                new FetchHistory(
                        clock, connectors, accountLinks, backfills, budget, pauses, ingest, new MessageStore(database)),
                new MessageActions(connectors, people, messages, changes, perform),
                new Reactions(people, messages, changes, perform),
                typing,
                new ThreadActions(connectors, accountLinks, people, threads),
                receiveChanges);
    }
}
