package io.openinbox.server.v2;

import io.openinbox.kernel.ContactId;
import io.openinbox.kernel.Cursor;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.Page;
import io.openinbox.kernel.TagId;
import io.openinbox.person.Contact;
import io.openinbox.person.Contacts;
import io.openinbox.person.ContextChange;
import io.openinbox.person.DefaultAssignee;
import io.openinbox.pipeline.Status;
import io.openinbox.pipeline.Statuses;
import io.openinbox.platform.Platform;
import io.openinbox.server.manner.Fields;
import io.openinbox.server.manner.InvalidRequest;
import io.openinbox.server.manner.PageCursor;
import io.openinbox.server.manner.Query;
import io.openinbox.server.manner.Request;
import io.openinbox.thread.UpdateContext;
import java.util.List;
import java.util.Set;

final class ContactEndpoints {

    private static final int MOST_VALUES = 100;

    private final Contacts contacts;
    private final UpdateContext updateContext;
    private final Statuses statuses;
    private final PipelineEndpoints pipeline;
    private final AvailablePlatforms platforms;
    private final ContactAnswers answers;

    ContactEndpoints(
            Contacts contacts,
            UpdateContext updateContext,
            Statuses statuses,
            PipelineEndpoints pipeline,
            AvailablePlatforms platforms,
            ContactAnswers answers) {
        this.contacts = contacts;
        this.updateContext = updateContext;
        this.statuses = statuses;
        this.pipeline = pipeline;
        this.platforms = platforms;
        this.answers = answers;
    }

    PageV2<ContactV2> list(Request request) {
        Query query = request.query();
        String platformName = query.requiredText("platform");
        List<String> platformIds = query.texts("platformId", MOST_VALUES);
        List<String> usernames = query.texts("username", MOST_VALUES);
        Set<String> expand = ExpandV2.read(query, ContactAnswers.EXPANSIONS);
        int limit = PageV2.limit(query);
        Object question = List.of("contacts", platformName, PageV2.sorted(platformIds), PageV2.sorted(usernames));
        Cursor after = PageCursor.read(query, question);
        if (platformIds.isEmpty() == usernames.isEmpty()) {
            throw InvalidRequest.of("platformId", "send either platformId or username.");
        }
        Platform platform = platforms.named(platformName);
        Page<Contact> page = usernames.isEmpty()
                ? contacts.byPlatformIds(request.team(), platform, platformIds, after, limit)
                : contacts.byUsernames(request.team(), platform, usernames, after, limit);
        return new PageV2<>(answers.all(request.team(), page.items(), expand), PageCursor.write(page.next(), question));
    }

    ContactV2 get(Request request) {
        String id = request.id("contactId");
        Set<String> expand = ExpandV2.read(request.query(), ContactAnswers.EXPANSIONS);
        return answers.one(request.team(), require(request, IdsV2.contact(id)), expand);
    }

    ContactV2 update(Request request) {
        String id = request.id("contactId");
        Fields body = request.body("status", "notes", "valuation", "assigneeId");
        ContextChange change = ContextChange.NONE;
        String status = body.isNull("status") ? null : body.filledText("status").orElse(null);
        if (body.isNull("notes")) {
            change = change.withNotes(null);
        } else if (body.has("notes")) {
            change = change.withNotes(body.text("notes").orElseThrow());
        }
        if (body.isNull("valuation")) {
            change = change.withValuation(null);
        } else if (body.has("valuation")) {
            change = change.withValuation(body.number("valuation").orElseThrow());
        }
        String assignee =
                body.isNull("assigneeId") ? null : body.id("assigneeId").orElse(null);
        ContactId contact = require(request, IdsV2.contact(id)).id();
        if (body.has("status")) {
            change = change.withStatus(
                    status == null ? null : status(request, body, status).id());
        }
        if (body.has("assigneeId")) {
            change = change.withAssignee(new DefaultAssignee(
                    assignee == null ? null : MembersV2.named(body, "assigneeId", assignee), false));
        }
        try {
            updateContext.ofContact(request.team(), contact, change);
        } catch (InboxException refusal) {
            throw MembersV2.unknownIn(body, "assigneeId", refusal);
        }
        return answers.one(request.team(), contacts.get(request.team(), contact), Set.of());
    }

    void addTag(Request request) {
        changeTags(request, ContextChange.NONE::addingTags);
    }

    void removeTag(Request request) {
        changeTags(request, ContextChange.NONE::removingTags);
    }

    private void changeTags(Request request, TagChange change) {
        String id = request.id("contactId");
        ContactId contact = require(request, IdsV2.contact(id)).id();
        TagId tag = pipeline.tag(request).id();
        updateContext.ofContact(request.team(), contact, change.of(List.of(tag)));
    }

    /** The contact, unless all its profiles are on platforms the team cannot use. */
    private Contact require(Request request, ContactId id) {
        Contact contact = contacts.get(request.team(), id);
        if (contact.profiles().stream().noneMatch(profile -> platforms.has(profile.platform()))) {
            var _ = platforms.require(contact.profiles().getFirst().platform());
        }
        return contact;
    }

    private Status status(Request request, Fields body, String ref) {
        return statuses.find(request.team(), ref)
                .orElseThrow(() -> body.invalid("status", "the team has no status with this id or name."));
    }

    private interface TagChange {
        ContextChange of(List<TagId> tags);
    }
}
