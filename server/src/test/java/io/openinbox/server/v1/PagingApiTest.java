package io.openinbox.server.v1;

import static io.openinbox.server.support.Json.text;
import static io.openinbox.server.support.Json.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.TestAccount;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class PagingApiTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private TestTeam team;
    private TestAccount account;

    @BeforeEach
    void makeTeam() {
        team = SERVER.team();
        account = team.account();
    }

    @Test
    @DisplayName("J2: 45 threads come as 20, 20 and 5, latest first, whichever form the cursor has")
    void pages() {
        for (int i = 0; i < 45; i++) {
            team.thread(account, team.person());
        }

        List<Integer> sizes = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        List<String> times = new ArrayList<>();
        JsonNode page = team.api().get("/threads").ok();
        while (true) {
            sizes.add(page.path("threads").size());
            ids.addAll(texts(page.path("threads"), "id"));
            times.addAll(texts(page.path("threads"), "computedSortTimestamp"));
            JsonNode cursor = page.path("nextCursor");
            if (cursor.isNull()) {
                break;
            }
            String id = text(cursor, "id");
            String time = text(cursor, "timestamp");
            page = team.api()
                    .get("/threads?cursorId=%s&cursorTimestamp=%s", id, time)
                    .ok();
            assertThat(team.api()
                            .get("/threads?cursor%5Bid%5D=" + id + "&cursor%5Btimestamp%5D=" + time)
                            .ok())
                    .isEqualTo(page);
            assertThat(team.api()
                            .get("/threads?cursor=" + escape(cursor.toString()))
                            .ok())
                    .isEqualTo(page);
        }

        assertThat(sizes).containsExactly(20, 20, 5);
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(times).isSortedAccordingTo(Comparator.reverseOrder());
        List<String> ascending = texts(
                team.api()
                        .get("/threads?limit=100&filters%5BsortOrder%5D=asc")
                        .ok()
                        .path("threads"),
                "id");
        assertThat(ascending.reversed()).isEqualTo(ids);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cursorId=t0000000000000000000000a",
                "cursorTimestamp=2026-01-01T00:00:00.000Z",
                "cursor%5Bid%5D=t0000000000000000000000a",
                "cursor%5Btimestamp%5D=2026-01-01T00:00:00.000Z",
                "cursorId=t0000000000000000000000a&cursorTimestamp=2026-01-01T00:00:00.000Z"
                        + "&cursor%5Bid%5D=t0000000000000000000000a&cursor%5Btimestamp%5D=2026-01-01T00:00:00.000Z",
                "cursorId=short&cursorTimestamp=2026-01-01T00:00:00.000Z",
                "cursorId=t0000000000000000000000a&cursorTimestamp=yesterday",
                "cursor=later"
            })
    @DisplayName("J2: half a cursor, two cursors and none are refused")
    void brokenCursors(String query) {
        String thread = team.thread(account, team.person());

        team.api().get("/threads?" + query).refused(400, "BAD_REQUEST");
        team.api().get("/threads/" + thread + "/messages?" + query).refused(400, "BAD_REQUEST");
    }

    @Test
    @DisplayName("J3: a thread that is made while pages are read neither repeats nor hides another")
    void movingData() {
        List<String> before = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            before.add(team.thread(account, team.person()));
        }

        List<String> walked = new ArrayList<>();
        String query = "/threads?limit=3";
        JsonNode page = team.api().get(query).ok();
        while (true) {
            walked.addAll(texts(page.path("threads"), "id"));
            if (page.path("nextCursor").isNull()) {
                break;
            }
            team.thread(account, team.person());
            page = team.api()
                    .get(
                            query + "&cursorId=%s&cursorTimestamp=%s",
                            text(page.path("nextCursor"), "id"),
                            text(page.path("nextCursor"), "timestamp"))
                    .ok();
        }

        assertThat(walked).containsExactlyElementsOf(before.reversed());
    }

    @ParameterizedTest
    @CsvSource({"/threads, 100", "/threads/THREAD/messages, 100", "/events, 1000"})
    @DisplayName("K4: pages have a largest size")
    void limits(String path, int most) {
        String address = path.replace("THREAD", team.thread(account, team.person()));

        team.api().get(address + "?limit=" + most).ok();
        team.api().get(address + "?limit=1").ok();
        for (String limit : List.of("0", "-1", Integer.toString(most + 1), "many", "1.5")) {
            JsonNode error = team.api().get(address + "?limit=" + limit).refused(400, "BAD_REQUEST");
            assertThat(text(error, "message")).isEqualTo("limit: must be a whole number from 1 to " + most + ".");
        }
    }

    private static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
