package io.openinbox.simulator.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.simulator.x.XEvent;
import io.openinbox.simulator.x.XSimulator;
import io.openinbox.simulator.x.XUser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoryTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final XSimulator x = XSimulator.start();
    private final SteppedClock clock = new SteppedClock();
    private final Story story = Story.prepare(x, clock);

    @AfterEach
    void stop() {
        story.close();
        x.close();
    }

    @Test
    void someWriteAtOnceAndAllTwelveWithinMinutes() {
        live(Duration.ofSeconds(1));
        assertThat(writers()).hasSize(4);

        live(Duration.ofMinutes(15));
        assertThat(writers()).hasSize(12);
    }

    @Test
    void whoIsNeverAnsweredDoesNotFloodTheInbox() {
        live(Duration.ofHours(3));

        assertThat(writers()).allSatisfy(person -> assertThat(said(person)).hasSizeBetween(1, 7));
    }

    @Test
    void itLivesOnForHoursWithSomebodyWhoAnswersEverything() {
        int before = 0;
        for (int hour = 0; hour < 4; hour++) {
            for (int minute = 0; minute < 60; minute++) {
                writers().stream()
                        .filter(person -> !x.conversation(person, story.shop())
                                .getLast()
                                .senderId()
                                .equals(story.shop().id()))
                        .forEach(person -> x.write(story.shop(), person, "Of course."));
                live(Duration.ofMinutes(1));
            }
            int sum = x.users().stream().mapToInt(person -> said(person).size()).sum();
            assertThat(sum - before).isBetween(15, 400);
            before = sum;
        }
    }

    @Test
    void anAnswerIsAnsweredSomeSecondsLater() {
        live(Duration.ofSeconds(1));
        XUser rosa = x.findUser("rosa_lind").orElseThrow();
        int before = said(rosa).size();

        x.write(story.shop(), rosa, "It is, yes.");
        live(Duration.ofSeconds(1));
        assertThat(said(rosa)).hasSize(before);

        live(SOON);
        assertThat(said(rosa)).hasSize(before + 1);
        assertThat(said(rosa).getLast().text()).startsWith("Lovely!");
        assertThat(said(rosa).getLast().media()).isPresent();
    }

    @Test
    void severalMessagesInARowAreAnsweredOnce() {
        live(Duration.ofSeconds(1));
        XUser rosa = x.findUser("rosa_lind").orElseThrow();
        int before = said(rosa).size();

        x.write(story.shop(), rosa, "It is.");
        live(Duration.ofSeconds(1));
        x.write(story.shop(), rosa, "Shall I put it aside?");
        live(SOON);

        assertThat(said(rosa)).hasSize(before + 1);
    }

    @Test
    void aTalkEndsWithAnEmojiAndThenSilence() {
        live(Duration.ofSeconds(1));
        XUser rosa = x.findUser("rosa_lind").orElseThrow();
        for (int i = 0; i < 4; i++) {
            x.write(story.shop(), rosa, "Yes.");
            live(SOON);
        }
        assertThat(said(rosa).getLast().text()).isEqualTo("🫖");
        int atTheEnd = said(rosa).size();

        x.write(story.shop(), rosa, "Bye!");
        live(SOON);
        assertThat(said(rosa)).hasSize(atTheEnd);
    }

    @Test
    void everybodyHasAPictureThatCanBeFetched() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (XUser user : x.users()) {
                for (String size : List.of("_normal", "_400x400")) {
                    HttpResponse<byte[]> picture = http.send(
                            HttpRequest.newBuilder(URI.create(user.pictureUrl().replace("_normal", size)))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());
                    assertThat(picture.statusCode()).isEqualTo(200);
                    assertThat(picture.headers().firstValue("Content-Type")).hasValue("image/png");
                    assertThat(picture.body()).startsWith(0x89, 'P', 'N', 'G');
                }
            }
        }
        assertThat(x.users().stream().map(XUser::pictureUrl)).doesNotHaveDuplicates();
    }

    /** Lets so much time pass for the story. */
    private void live(Duration time) {
        Instant end = clock.instant().plus(time);
        Duration step = time.compareTo(SOON) > 0 ? Duration.ofSeconds(2) : Duration.ofMillis(250);
        while (clock.instant().isBefore(end)) {
            clock.now = clock.now.plus(step);
            story.step();
        }
    }

    private List<XUser> writers() {
        return x.users().stream().filter(user -> !said(user).isEmpty()).toList();
    }

    /** What a person wrote since the story began; what was said earlier lies days back. */
    private List<XEvent> said(XUser person) {
        return x.conversation(person, story.shop()).stream()
                .filter(event -> event.senderId().equals(person.id())
                        && !person.id().equals(story.shop().id()))
                .filter(event -> event.createdAt().isAfter(x.now().minus(Duration.ofDays(1))))
                .toList();
    }

    private static final class SteppedClock extends Clock {

        private Instant now = Instant.now();

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
