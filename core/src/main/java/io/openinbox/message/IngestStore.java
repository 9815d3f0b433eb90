package io.openinbox.message;

import io.openinbox.db.ArrayParams;
import io.openinbox.db.Database;
import io.openinbox.db.Param;
import io.openinbox.db.Sql;
import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.ContactId;
import io.openinbox.kernel.EventId;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.NameKey;
import io.openinbox.kernel.ProfileId;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.ThreadId;
import io.openinbox.media.Attachments;
import io.openinbox.media.Attachments.Described;
import io.openinbox.platform.Forward;
import io.openinbox.platform.Inbound;
import io.openinbox.platform.Platform;
import io.openinbox.platform.ProfileFacts;
import io.openinbox.platform.Quote;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.PreparedStatementCallback;

/**
 * Writes a batch of delivered messages with everything they change: people, threads, messages, events. One statement, so
 * that the team's counter row is held for one round trip however many messages there are.
 *
 * <p>The account links of the batch must be locked in the same transaction by a statement of its own before this one: its
 * snapshot is then younger than every other delivery to them.
 */
final class IngestStore {

    /** The most events one message can cause: the person, the thread made, the thread reopened, the message. */
    private static final int EVENTS_PER_MESSAGE = 4;

    private static final String SQL = Sql.resource(IngestStore.class, "ingest.sql");

    /**
     * Sent as one text, outside of a transaction, statements run one after the other in one of their own: each sees what was
     * committed before it began, as between two round trips, and the last one's success is the commit.
     */
    private static final String LOCK_AND_SQL = """
            select id from account_link where team_id = ? and id = any(?) order by id for no key update;
            """ + SQL;

    private final Database database;
    private final Attachments attachments;

    IngestStore(Database database, Attachments attachments) {
        this.database = database;
        this.attachments = attachments;
    }

    /**
     * @param isHistory whether this is imported history, which writes no events and brings no archived thread back
     * @return how many of the messages were not stored before
     */
    int write(TeamId team, List<IncomingMessage> messages, boolean isHistory, Instant now) {
        List<Row> rows = rows(messages);
        Integer written = database.jdbc().execute(SQL, (PreparedStatementCallback<Integer>) statement -> {
            bind(new ArrayParams(statement), team, rows, isHistory, now);
            statement.execute();
            return number(statement);
        });
        // Few messages have any: those that have none pay for no second statement, nor for parameters of the first.
        List<Described> described = rows.stream()
                .flatMap(row -> Stream.ofNullable(row.message().attachment())
                        .map(attachment ->
                                new Described(row.messageId(), row.incoming().platform(), attachment)))
                .toList();
        if (!described.isEmpty()) {
            attachments.add(team, described, now);
        }
        return written == null ? 0 : written;
    }

    /** As {@link #write}, in a transaction of its own that locks the account links first: one round trip. No attachments. */
    int lockAndWrite(TeamId team, List<IncomingMessage> messages, boolean isHistory, Instant now) {
        List<Row> rows = rows(messages);
        List<AccountLinkId> links =
                messages.stream().map(IncomingMessage::accountLinkId).distinct().toList();
        Integer written =
                database.retry(() -> database.jdbc().execute(LOCK_AND_SQL, (PreparedStatementCallback<Integer>)
                        statement -> {
                            var params = new ArrayParams(statement);
                            params.value(team.value()).column("uuid", links, AccountLinkId::value);
                            bind(params, team, rows, isHistory, now);
                            statement.execute();
                            statement.getMoreResults();
                            return number(statement);
                        }));
        return written == null ? 0 : written;
    }

    private static int number(PreparedStatement statement) throws SQLException {
        try (ResultSet result = statement.getResultSet()) {
            return result.next() ? result.getInt(1) : 0;
        }
    }

    private static List<Row> rows(List<IncomingMessage> messages) {
        return Stream.iterate(0, i -> i < messages.size(), i -> i + 1)
                .map(i -> new Row(i, messages.get(i), MessageId.next(), ThreadId.next()))
                .toList();
    }

    private static void bind(ArrayParams params, TeamId team, List<Row> rows, boolean isHistory, Instant now)
            throws SQLException {
        List<IncomingMessage> messages = rows.stream().map(Row::incoming).toList();
        List<EventId> eventIds = Stream.generate(EventId::next)
                .limit(isHistory ? 0 : (long) EVENTS_PER_MESSAGE * rows.size())
                .toList();
        bind(params, rows);
        bind(params, List.copyOf(introduce(messages)), now);
        params.value(team.value())
                .value(Param.time(now))
                .column("uuid", eventIds, EventId::value)
                .value(isHistory);
    }

    private static void bind(ArrayParams params, List<Row> rows) throws SQLException {
        params.column("int4", rows, Row::ord)
                .column("uuid", rows, row -> row.incoming().accountLinkId().value())
                .column("text", rows, row -> row.message().platformId())
                .column("uuid", rows, row -> row.messageId().value())
                .column("uuid", rows, row -> row.threadId().value())
                .column("text", rows, row -> row.incoming().platform().name())
                .column("text", rows, row -> row.message().personPlatformId())
                .column("text", rows, row -> row.message().conversationPlatformId())
                .column("text", rows, row -> Param.word(row.message().direction()))
                .column("timestamptz", rows, row -> Param.time(row.message().at()))
                .column("text", rows, row -> row.message().text())
                .column("text", rows, row -> row.message().entities())
                .column("text", rows, row -> row.message().attachment())
                .column("bool", rows, row -> row.message().encrypted())
                .column("text", rows, row -> row.quote(Quote::platformId))
                .column("text", rows, row -> row.quote(Quote::text))
                .column("text", rows, row -> row.quote(Quote::authorName))
                .column("bool", rows, row -> row.message().forward() != null)
                .column("text", rows, row -> {
                    Forward forward = row.message().forward();
                    return forward == null ? null : forward.text();
                });
    }

    private static void bind(ArrayParams params, List<Introduced> people, Instant now) throws SQLException {
        params.column("text", people, person -> person.platform().name())
                .column("text", people, Introduced::platformId)
                .column("uuid", people, person -> person.profileId().value())
                .column("uuid", people, person -> person.contactId().value())
                .column("timestamptz", people, person -> person.facts() == null ? null : Param.time(now))
                .column("text", people, person -> person.fact(ProfileFacts::username))
                .column("text", people, person -> {
                    String username = person.fact(ProfileFacts::username);
                    return username == null ? null : NameKey.of(username);
                })
                .column("text", people, person -> person.fact(ProfileFacts::displayName))
                .column("text", people, person -> person.fact(ProfileFacts::image))
                .column("text", people, person -> person.fact(ProfileFacts::bio))
                .column("text", people, person -> person.fact(ProfileFacts::location))
                .column("text", people, person -> person.fact(ProfileFacts::websiteUrl))
                .column("text", people, person -> person.fact(ProfileFacts::profileUrl))
                .column("text", people, person -> {
                    ProfileFacts.Verification verification = person.fact(ProfileFacts::verification);
                    return Param.word(verification == null ? ProfileFacts.Verification.NONE : verification);
                })
                .column("text", people, person -> {
                    ProfileFacts.Kind kind = person.fact(ProfileFacts::kind);
                    return Param.word(kind == null ? ProfileFacts.Kind.PERSONAL : kind);
                })
                .column(
                        "bool",
                        people,
                        person -> person.facts() != null && person.facts().isProtected())
                .column("int8", people, person -> person.fact(ProfileFacts::followerCount))
                .column("int8", people, person -> person.fact(ProfileFacts::followingCount))
                .column("int8", people, person -> person.fact(ProfileFacts::postCount))
                .column("int8", people, person -> person.fact(ProfileFacts::engagementCount))
                .column("int8", people, person -> person.fact(ProfileFacts::listedCount))
                .column("timestamptz", people, person -> Param.timeOrNull(person.fact(ProfileFacts::platformCreatedAt)))
                .column("text", people, person -> person.fact(ProfileFacts::platformData));
    }

    /** One row per person, with what the last message that says anything about them says. */
    private static Collection<Introduced> introduce(List<IncomingMessage> messages) {
        Map<PersonKey, Introduced> people = new LinkedHashMap<>();
        for (IncomingMessage incoming : messages) {
            var message = incoming.message();
            people.merge(
                    new PersonKey(incoming.platform(), message.personPlatformId()),
                    new Introduced(
                            incoming.platform(),
                            message.personPlatformId(),
                            ProfileId.next(),
                            ContactId.next(),
                            message.person()),
                    (before, after) -> after.facts() == null ? before : after);
        }
        return people.values();
    }

    private record PersonKey(Platform platform, String platformId) {}

    private record Introduced(
            Platform platform,
            String platformId,
            ProfileId profileId,
            ContactId contactId,
            @Nullable ProfileFacts facts) {

        <T> @Nullable T fact(Function<ProfileFacts, @Nullable T> fact) {
            return facts == null ? null : fact.apply(facts);
        }
    }

    private record Row(int ord, IncomingMessage incoming, MessageId messageId, ThreadId threadId) {

        Inbound.Message message() {
            return incoming.message();
        }

        @Nullable
        String quote(Function<Quote, @Nullable String> part) {
            Quote quote = message().quote();
            return quote == null ? null : part.apply(quote);
        }
    }
}
