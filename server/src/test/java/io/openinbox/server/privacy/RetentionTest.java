package io.openinbox.server.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.event.Change;
import io.openinbox.event.EventRefs;
import io.openinbox.event.EventType;
import io.openinbox.event.NewEvent;
import io.openinbox.kernel.ContactId;
import io.openinbox.kernel.ProfileId;
import io.openinbox.server.support.Await;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class RetentionTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private final TestTeam team = SERVER.team();

    @Test
    @DisplayName("events go after 30 days, however many there are, and the log's numbers go on")
    void events() {
        append(1_300, SERVER.clock().instant());
        SERVER.clock().pass(Duration.ofDays(29));
        append(3, SERVER.clock().instant());
        SERVER.clock().pass(Duration.ofDays(2));

        Await.until("the old ones are gone", () -> bounds() == 1_301);
        assertThat(SERVER.core().events().list(team.team().id(), 0, 10).events())
                .extracting(event -> event.seq())
                .containsExactly(1_301L, 1_302L, 1_303L);
    }

    @Test
    @DisplayName("sessions and sign-in links go once they have ended")
    void signIns() {
        SERVER.core().signInLinks().create(team.owner().email());
        SERVER.core().sessions().open(team.owner().userId());
        SERVER.clock().pass(Duration.ofDays(31));

        Await.until("they are gone", () -> rows("session") == 0 && rows("one_time_secret") == 0);
    }

    private long bounds() {
        return SERVER.core().events().bounds(team.team().id()).oldestSeq();
    }

    private static int rows(String table) {
        return SERVER.core()
                .database()
                .sql()
                .sql("select count(*) from " + table)
                .query(Integer.class)
                .single();
    }

    private void append(int count, Instant at) {
        Instant now = Instant.ofEpochMilli(at.toEpochMilli());
        List<NewEvent> events = IntStream.range(0, count)
                .mapToObj(i -> new NewEvent(
                        EventType.CONTACT_NOTES_CHANGED,
                        now,
                        EventRefs.person(ProfileId.next(), ContactId.next()),
                        new Change.Notes("note")))
                .toList();
        SERVER.core()
                .database()
                .transaction(() -> SERVER.core().events().append(team.team().id(), events));
    }
}
