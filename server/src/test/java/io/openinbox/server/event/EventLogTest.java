package io.openinbox.server.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.openinbox.event.Change;
import io.openinbox.event.Event;
import io.openinbox.event.EventRefs;
import io.openinbox.event.EventType;
import io.openinbox.event.NewEvent;
import io.openinbox.kernel.CampaignId;
import io.openinbox.kernel.ContactId;
import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.ProfileId;
import io.openinbox.kernel.StatusId;
import io.openinbox.kernel.TagId;
import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.ThreadId;
import io.openinbox.kernel.WebhookId;
import io.openinbox.server.support.TestServer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The log keeps what every type of event is about and what it changed. */
class EventLogTest {

    @RegisterExtension
    static final TestServer server = TestServer.create();

    private static final Instant NOW = Instant.parse("2026-02-03T04:05:06.789Z");
    private static final ThreadId THREAD = ThreadId.next();
    private static final MessageId MESSAGE = MessageId.next();
    private static final ProfileId PROFILE = ProfileId.next();
    private static final ContactId CONTACT = ContactId.next();
    private static final TagId TAG = TagId.next();
    private static final StatusId STATUS = StatusId.next();
    private static final CampaignId CAMPAIGN = CampaignId.next();
    private static final WebhookId WEBHOOK = WebhookId.next();

    @Test
    void everyTypeComesBackAsItWasAppended() {
        TeamId team = server.team().team().id();
        List<NewEvent> all = Arrays.stream(EventType.values())
                .map(type -> new NewEvent(type, NOW, about(type), change(type)))
                .toList();

        server.core().database().transaction(() -> server.core().events().append(team, all));

        List<Event> read = server.core().events().list(team, 0, 1_000).events();
        assertThat(read.stream()
                        .map(event -> new NewEvent(event.type(), event.createdAt(), event.about(), event.change())))
                .containsExactlyElementsOf(all);
        assertThat(read.stream().map(Event::seq).toList()).isSorted().doesNotHaveDuplicates();
        assertThat(read).allSatisfy(event -> assertThat(event.subjectId()).isEqualTo(subject(event.type())));
    }

    @Test
    void whatWasClearedComesBackAsNothing() {
        TeamId team = server.team().team().id();
        EventRefs person = EventRefs.person(PROFILE, CONTACT);
        List<NewEvent> cleared = List.of(
                new NewEvent(EventType.CONTACT_STATUS_CHANGED, NOW, person, new Change.Status(null)),
                new NewEvent(EventType.CONTACT_TAGS_CHANGED, NOW, person, new Change.Tags(List.of())),
                new NewEvent(EventType.CONTACT_NOTES_CHANGED, NOW, person, new Change.Notes(null)),
                new NewEvent(EventType.CONTACT_VALUATION_CHANGED, NOW, person, new Change.Valuation(null)),
                new NewEvent(EventType.CONTACT_ASSIGNEE_CHANGED, NOW, person, new Change.Assignee(null)));

        server.core().database().transaction(() -> server.core().events().append(team, cleared));

        assertThat(server.core().events().list(team, 0, 1_000).events())
                .extracting(Event::change)
                .containsExactlyElementsOf(
                        cleared.stream().map(NewEvent::change).toList());
    }

    @Test
    void anEventCannotChangeWhatItsTypeDoesNot() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NewEvent(
                        EventType.THREAD_ARCHIVED, NOW, about(EventType.THREAD_ARCHIVED), new Change.Notes("no")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NewEvent(EventType.THREAD_CREATED, NOW, EventRefs.tag(TAG)));
    }

    private static EventRefs about(EventType type) {
        return switch (type.subject()) {
            case THREAD -> EventRefs.thread(THREAD, PROFILE, CONTACT);
            case MESSAGE -> EventRefs.message(MESSAGE, THREAD, PROFILE, CONTACT);
            case PROFILE, CONTACT -> EventRefs.person(PROFILE, CONTACT);
            case TAG -> EventRefs.tag(TAG);
            case STATUS -> EventRefs.status(STATUS);
            case CAMPAIGN ->
                change(type) instanceof Change.Target
                        ? EventRefs.target(CAMPAIGN, MESSAGE, THREAD, PROFILE, CONTACT)
                        : EventRefs.campaign(CAMPAIGN);
            case WEBHOOK -> EventRefs.webhook(WEBHOOK);
        };
    }

    private static Object subject(EventType type) {
        return switch (type.subject()) {
            case THREAD -> THREAD;
            case MESSAGE -> MESSAGE;
            case PROFILE -> PROFILE;
            case CONTACT -> CONTACT;
            case TAG -> TAG;
            case STATUS -> STATUS;
            case CAMPAIGN -> CAMPAIGN;
            case WEBHOOK -> WEBHOOK;
        };
    }

    private static Change change(EventType type) {
        return switch (type) {
            case THREAD_CREATED,
                    THREAD_DELETED,
                    THREAD_ACCEPTED,
                    PROFILE_CREATED,
                    PROFILE_ENRICHED,
                    CAMPAIGN_CREATED,
                    CAMPAIGN_STARTED,
                    CAMPAIGN_PAUSED,
                    CAMPAIGN_RESUMED,
                    CAMPAIGN_COMPLETED,
                    WEBHOOK_DISABLED -> new Change.Nothing();
            case THREAD_ARCHIVED -> new Change.Done(true);
            case THREAD_UNARCHIVED -> new Change.Done(false);
            case THREAD_ASSIGNED, CONTACT_ASSIGNEE_CHANGED -> new Change.Assignee(MEMBER);
            case THREAD_UNASSIGNED -> new Change.Assignee(null);
            case THREAD_TYPING -> new Change.Typing("1001");
            case MESSAGE_CREATED -> new Change.Text("said", true);
            case MESSAGE_EDITED -> new Change.Edit("meant");
            case MESSAGE_DELETED -> new Change.Deletion(true);
            case MESSAGE_REACTION_ADDED, MESSAGE_REACTION_REMOVED -> new Change.Reaction("👍🏽", "1002");
            case CONTACT_STATUS_CHANGED ->
                new Change.Status(StatusId.parse("s".repeat(24)).orElseThrow());
            case CONTACT_TAGS_CHANGED ->
                new Change.Tags(List.of(TAG, TagId.parse("g".repeat(24)).orElseThrow()));
            case CONTACT_NOTES_CHANGED -> new Change.Notes("writes, \"quotes\" and {braces}");
            case CONTACT_VALUATION_CHANGED -> new Change.Valuation(new BigDecimal("1234567890.55"));
            case TAG_CREATED, TAG_UPDATED, TAG_DELETED -> new Change.Label("VIP", "#a855f7", NOW.minusSeconds(60));
            case STATUS_CREATED, STATUS_UPDATED, STATUS_DELETED -> new Change.Label("Won", null, NOW.minusSeconds(60));
            case TARGET_CONTACTED, TARGET_FOLLOW_UP_SENT -> new Change.Target(2);
            case TARGET_REPLIED -> new Change.Target(null);
        };
    }

    private static final MemberId MEMBER = MemberId.next();
}
