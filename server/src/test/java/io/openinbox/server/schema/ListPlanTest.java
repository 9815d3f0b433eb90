package io.openinbox.server.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.Cursor;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.StatusId;
import io.openinbox.kernel.TagId;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.ThreadId;
import io.openinbox.message.SendTimes;
import io.openinbox.platform.Connectors;
import io.openinbox.secret.MasterKey;
import io.openinbox.server.config.ConnectionPool;
import io.openinbox.server.config.InboxCore;
import io.openinbox.server.schema.Plan.Mode;
import io.openinbox.server.support.TestDatabases;
import io.openinbox.server.support.TestDatabases.TestDatabase;
import io.openinbox.thread.ThreadFilter;
import io.openinbox.thread.ThreadFilter.Choice;
import io.openinbox.thread.ThreadQuery;
import io.openinbox.thread.View;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The plans of the product's own statements in a team of 200,000 threads: a list reads a page of index entries, whatever the
 * view, the page and the order, and whether PostgreSQL plans for the parameters or without knowing them. A filter walks so
 * many entries at most, and asks other tables row by row.
 */
final class ListPlanTest {

    private static final int LIMIT = 20;

    /** How far a filter walks. */
    private static final int WALK = 10_000;

    /** One row more than the page, to know whether another follows. */
    private static final int ROWS = LIMIT + 1;

    private static final TeamId TEAM = new TeamId(sequential(1));
    private static final ThreadId BUSY_THREAD = new ThreadId(sequential(100_000));
    private static final Set<AccountLinkId> TWO_ACCOUNTS =
            Set.of(new AccountLinkId(sequential(1)), new AccountLinkId(sequential(3)));

    /** Teams 1 and 2; every fifth thread a request, every fifth done; ties in time; account links 0 to 3. */
    private static final String DATA = """
            set session_replication_role = replica;

            create temporary table dropped as
                select indexname as name, indexdef as definition from pg_indexes
                where tablename in ('thread', 'message') and indexname not like '%pkey';

            do $$ declare index dropped; begin
                for index in select * from dropped loop execute 'drop index ' || index.name; end loop;
            end $$;

            create function pg_temp.id(n bigint) returns uuid language sql immutable return
                ('00000000-0000-0000-0000-' || lpad(to_hex(n), 12, '0'))::uuid;

            insert into thread (team_id, id, account_link_id, profile_id, contact_id, platform, platform_id, done,
                                is_request, sort_at, last_message_id, last_message_at, last_direction, created_at,
                                updated_at)
            select pg_temp.id(team), pg_temp.id(n), pg_temp.id(n % 4), pg_temp.id(n), pg_temp.id(n), 'x', n::text,
                   n / 4 % 5 = 0, n / 4 % 5 = 1, at, pg_temp.id(n), at,
                   case when n / 20 % 2 = 0 then 'inbound' else 'outbound' end, at, at
            from (select 1 as team, n from generate_series(1, 200000) n
                  union all select 2, n from generate_series(1, 3000) n) threads,
                 lateral (select '2026-01-01'::timestamptz + n / 3 * interval '1 second' as at) time;

            insert into contact (team_id, id, tag_ids, status_id, created_at, updated_at)
            select pg_temp.id(1), pg_temp.id(n),
                   case when n % 10 = 0 then array[pg_temp.id(10)] when n = 7 then array[pg_temp.id(7)] else '{}' end,
                   pg_temp.id(n % 5), '2026-01-01', '2026-01-01'
            from generate_series(1, 200000) n;

            insert into message (team_id, id, thread_id, account_link_id, platform_id, direction, origin, state,
                                 content, created_at)
            select team_id, id, id, account_link_id, platform_id, last_direction, 'external', 'sent', 'hello', sort_at
            from thread;

            insert into message (team_id, id, thread_id, account_link_id, platform_id, direction, origin, state,
                                 content, created_at)
            select pg_temp.id(1), pg_temp.id(1000000 + n), pg_temp.id(100000), pg_temp.id(0), (1000000 + n)::text,
                   'inbound', 'external', 'sent', 'hello', '2025-01-01'::timestamptz + n / 3 * interval '1 second'
            from generate_series(1, 50000) n;

            insert into reaction (team_id, message_id, author_platform_id, author, thread_id, emoji, changed_at,
                                  platform_time)
            select pg_temp.id(1), pg_temp.id(1000000 + n), n::text, 'person', pg_temp.id(100000), '+', '2026-01-01', true
            from generate_series(1, 50000, 10) n;

            insert into event (team_id, seq, id, type, created_at, content, inbound)
            select pg_temp.id(team), n, pg_temp.id(n), 'message.created', '2026-01-01', 'hello', true
            from generate_series(1, 2) team, generate_series(1, 50000) n;

            do $$ declare index dropped; begin
                for index in select * from dropped loop execute index.definition; end loop;
            end $$;

            set session_replication_role = origin;
            analyze;
            """;

    /** By the statement that finds them. */
    private static final Map<String, Cursor> CURSORS = new HashMap<>();

    private static SingleConnectionDataSource connection;
    private static JdbcClient database;
    private static RecordedStatements recorded;
    private static InboxCore core;

    @BeforeAll
    static void load() {
        TestDatabase test = TestDatabases.create();
        connection = new SingleConnectionDataSource(test.url(), test.username(), test.password(), true);
        database = JdbcClient.create(connection);
        database.sql(DATA).update();
        recorded = new RecordedStatements(ConnectionPool.unpooled(test.url(), test.username(), test.password()));
        core = InboxCore.of(
                recorded,
                new MasterKey(new byte[MasterKey.SIZE]),
                new Connectors(List.of()),
                InboxClock.system(),
                new SendTimes(
                        Duration.ofSeconds(25),
                        List.of(Duration.ofSeconds(25)),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(1)));
    }

    @AfterAll
    static void close() {
        connection.destroy();
    }

    /** A list to look at. */
    record Listing(Mode mode, View view, boolean ascending, int page) {}

    static Stream<Listing> listings() {
        return Stream.of(Mode.values())
                .flatMap(mode -> Stream.of(View.values())
                        .flatMap(view -> Stream.of(true, false)
                                .flatMap(ascending ->
                                        Stream.of(1, 1_000).map(page -> new Listing(mode, view, ascending, page)))));
    }

    static Stream<Listing> plainListings() {
        return listings().filter(listing -> listing.view() != View.ALL);
    }

    static Stream<Listing> allListings() {
        return listings().filter(listing -> listing.view() == View.ALL);
    }

    @ParameterizedTest
    @MethodSource("plainListings")
    void aViewIsOneRangeOfOneIndex(Listing listing) {
        Plan plan = plan(listing, null);

        String index = switch (listing.view()) {
            case NO_REPLY -> "thread_no_reply";
            case WAITING -> "thread_waiting";
            case DEFAULT, REQUESTS, ARCHIVED, ALL -> "thread_folder";
        };
        assertRanges(plan, listing, index, 1);
        assertThat(plan.ofType("Sort"))
                .allSatisfy(sort -> assertThat(sort.rows()).isLessThanOrEqualTo(ROWS));
    }

    @ParameterizedTest
    @MethodSource("allListings")
    void allFoldersAreOneRangeEach(Listing listing) {
        assertRanges(plan(listing, null), listing, "thread_folder", 3);
    }

    @ParameterizedTest
    @MethodSource("listings")
    void someAccountsAreOneRangePerAccountFolderAndDirection(Listing listing) {
        int folders = listing.view() == View.ALL ? 3 : 1;
        int directions = listing.view() == View.NO_REPLY || listing.view() == View.WAITING ? 1 : 3;
        String index = listing.view() == View.WAITING ? "thread_account_waiting" : "thread_account";

        assertRanges(plan(listing, TWO_ACCOUNTS), listing, index, TWO_ACCOUNTS.size() * folders * directions);
    }

    @ParameterizedTest
    @EnumSource
    void aPageOfMessagesIsOneRange(Mode mode) {
        for (int page : List.of(1, 1_000)) {
            var _ = core.messages()
                    .list(
                            TEAM,
                            BUSY_THREAD,
                            cursor("message", "created_at", "thread_id = '" + BUSY_THREAD.value() + "'", false, page),
                            LIMIT);

            Plan plan = Plan.of(database, recorded.last(), mode);

            assertRange(plan, "message", "message_thread", "ROW(created_at, id) <", 1);
            assertThat(plan.scansOf("thread"))
                    .singleElement()
                    .satisfies(thread -> assertThat(thread.text("Index Name")).isEqualTo("thread_pkey"));
            assertThat(plan.ofType("Sort"))
                    .allSatisfy(sort -> assertThat(sort.rows()).isLessThanOrEqualTo(ROWS));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLogIsReadOnFromWhereItWasLeft(Mode mode) {
        for (long seq : List.of(0L, 40_000L)) {
            var _ = core.events().list(TEAM, seq, LIMIT);

            Plan plan = Plan.of(database, recorded.last(), mode);

            assertRange(plan, "event", "event_pkey", "seq >", 1);
            assertThat(plan.ofType("Sort")).isEmpty();
        }
    }

    /** What a filter asks for, how many find it among 200,000, and how far a walk of its view goes in one statement. */
    record Filtered(Mode mode, View view, ThreadFilter filter, Set<AccountLinkId> accounts, int mostWalked) {}

    static Stream<Filtered> filters() {
        var common = new Choice<>(Set.of(new TagId(sequential(10))), false);
        var rare = new Choice<>(Set.of(new TagId(sequential(7))), true);
        var unused = new Choice<>(Set.of(new TagId(sequential(99))), false);
        var status = new Choice<>(Set.of(new StatusId(sequential(2))), false);
        var member = new Choice<>(Set.of(new MemberId(sequential(1))), false);
        return Stream.of(Mode.values())
                .flatMap(mode -> Stream.of(
                        new Filtered(mode, View.DEFAULT, tagged(common, null), null, 500),
                        new Filtered(mode, View.ARCHIVED, tagged(common, null), null, 500),
                        new Filtered(mode, View.NO_REPLY, tagged(rare, null), null, 500),
                        new Filtered(mode, View.REQUESTS, tagged(null, status), null, 500),
                        new Filtered(mode, View.DEFAULT, tagged(common, status), null, WALK),
                        new Filtered(mode, View.DEFAULT, tagged(common, null), TWO_ACCOUNTS, WALK),
                        new Filtered(mode, View.DEFAULT, tagged(unused, null), null, WALK),
                        new Filtered(
                                mode,
                                View.DEFAULT,
                                new ThreadFilter(null, null, null, null, member, null),
                                null,
                                WALK)));
    }

    private static ThreadFilter tagged(Choice<TagId> tags, Choice<StatusId> statuses) {
        return new ThreadFilter(null, null, tags, statuses, null, null);
    }

    @ParameterizedTest
    @MethodSource("filters")
    void aFilterWalksTheViewsRangeAndLooksContactsUp(Filtered filtered) {
        var _ = core.threads()
                .list(
                        TEAM,
                        new ThreadQuery(filtered.view(), filtered.accounts(), filtered.filter(), false, null, LIMIT));

        Plan plan = Plan.of(database, recorded.firstAsking("from contact c", "w.assignee_id"), filtered.mode());

        assertThat(plan.ofType("Seq Scan")).as("sequential scans in %s", plan).isEmpty();
        assertThat(plan.scansOf("thread"))
                .as("the walk in %s", plan)
                .singleElement()
                .satisfies(walk -> {
                    assertThat(walk.text("Index Name")).isIn("thread_folder", "thread_no_reply");
                    assertThat(walk.runs()).isEqualTo(1);
                    assertThat(walk.rows()).isLessThanOrEqualTo(filtered.mostWalked());
                });
        assertThat(plan.scansOf("contact")).allSatisfy(contact -> {
            assertThat(contact.text("Index Name")).isEqualTo("contact_pkey");
            assertThat(contact.runs()).isLessThanOrEqualTo(filtered.mostWalked());
        });
        assertThat(plan.ofType("Sort"))
                .allSatisfy(sort -> assertThat(sort.rows()).isLessThanOrEqualTo(ROWS));
    }

    private static Plan plan(Listing listing, Set<AccountLinkId> accounts) {
        var page = core.threads()
                .list(
                        TEAM,
                        new ThreadQuery(
                                listing.view(),
                                accounts,
                                ThreadFilter.NONE,
                                listing.ascending(),
                                cursor(
                                        "thread",
                                        "sort_at",
                                        filter(listing.view()),
                                        listing.ascending(),
                                        listing.page()),
                                LIMIT));
        assertThat(page.items()).as("the page that is planned").hasSize(LIMIT);
        return Plan.of(database, recorded.last(), listing.mode());
    }

    private static void assertRanges(Plan plan, Listing listing, String index, int ranges) {
        assertRange(plan, "thread", index, "ROW(sort_at, id) " + (listing.ascending() ? ">" : "<"), ranges);
        assertThat(plan.ofType("Sort"))
                .allSatisfy(sort -> assertThat(sort.children().getFirst().rows())
                        .as("rows sorted in %s", plan)
                        .isLessThanOrEqualTo((double) ROWS * ranges));
        assertThat(plan.scansOf("message"))
                .as("scans of messages in %s", plan)
                .singleElement()
                .satisfies(message -> {
                    assertThat(message.text("Index Name")).isEqualTo("message_pkey");
                    assertThat(message.rows()).isLessThanOrEqualTo(ROWS);
                });
    }

    /** One scan, by the index alone, that a limit stops after a page, so many times. */
    private static void assertRange(Plan plan, String table, String index, String cursor, int ranges) {
        assertThat(plan.ofType("Seq Scan")).as("sequential scans in %s", plan).isEmpty();
        assertThat(plan.scansOf(table).stream().filter(scan -> !isLookUp(scan)))
                .as("scans of %s in %s", table, plan)
                .singleElement()
                .satisfies(scan -> {
                    assertThat(scan.text("Node Type")).isIn("Index Scan", "Index Only Scan");
                    assertThat(scan.text("Index Name")).isEqualTo(index);
                    assertThat(scan.indexCondition()).contains("team_id = ", cursor);
                    assertThat(scan.text("Filter")).isEmpty();
                    assertThat(scan.runs()).isEqualTo(ranges);
                    assertThat(scan.rowsOfARun()).isLessThanOrEqualTo(ROWS);
                    assertThat(plan.ofType("Limit").stream().flatMap(limit -> limit.children().stream()))
                            .as("what limits stop in %s", plan)
                            .contains(scan);
                });
    }

    /** One row of a quoted message, by what the platform calls it. */
    private static boolean isLookUp(Plan scan) {
        return scan.text("Index Name").equals("message_platform_id") && scan.rowsOfARun() <= 1 && scan.runs() <= ROWS;
    }

    /** Behind the last row of the page before. */
    private static Cursor cursor(String table, String time, String filter, boolean ascending, int page) {
        if (page == 1) {
            return null;
        }
        String order = ascending ? "asc" : "desc";
        return CURSORS.computeIfAbsent(
                """
                select %s as at, id from %s where team_id = :team and %s
                order by %s %s, id %s limit 1 offset %d
                """.formatted(time, table, filter, time, order, order, (page - 1) * LIMIT - 1),
                sql -> database.sql(sql)
                        .param("team", TEAM.value())
                        .query((row, number) -> new Cursor(
                                row.getObject("at", OffsetDateTime.class).toInstant(), row.getObject("id", UUID.class)))
                        .single());
    }

    private static String filter(View view) {
        return switch (view) {
            case DEFAULT -> "folder = 'inbox'";
            case NO_REPLY -> "folder = 'inbox' and last_direction = 'outbound'";
            case WAITING -> "folder = 'inbox' and activity_direction = 'inbound'";
            case REQUESTS -> "folder = 'requests'";
            case ARCHIVED -> "folder = 'archived'";
            case ALL -> "folder <> 'hidden'";
        };
    }

    private static UUID sequential(long number) {
        return new UUID(0, number);
    }
}
