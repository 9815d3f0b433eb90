package io.openinbox.event;

/** What can happen in a team. Each API version shows the types it has a word for. */
public enum EventType {
    THREAD_CREATED("thread.created", Subject.THREAD, Change.Nothing.class),
    THREAD_DELETED("thread.deleted", Subject.THREAD, Change.Nothing.class),
    THREAD_ASSIGNED("thread.assigned", Subject.THREAD, Change.Assignee.class),
    THREAD_UNASSIGNED("thread.unassigned", Subject.THREAD, Change.Assignee.class),
    THREAD_ARCHIVED("thread.archived", Subject.THREAD, Change.Done.class),
    THREAD_UNARCHIVED("thread.unarchived", Subject.THREAD, Change.Done.class),
    /** A request was taken into the inbox without an answer: neither API generation has a word for it. */
    THREAD_ACCEPTED("thread.accepted", Subject.THREAD, Change.Nothing.class),
    /** The other side is typing. */
    THREAD_TYPING("thread.typing", Subject.THREAD, Change.Typing.class),
    MESSAGE_CREATED("message.created", Subject.MESSAGE, Change.Text.class),
    MESSAGE_EDITED("message.edited", Subject.MESSAGE, Change.Edit.class),
    MESSAGE_DELETED("message.deleted", Subject.MESSAGE, Change.Deletion.class),
    MESSAGE_REACTION_ADDED("message.reactionAdded", Subject.MESSAGE, Change.Reaction.class),
    MESSAGE_REACTION_REMOVED("message.reactionRemoved", Subject.MESSAGE, Change.Reaction.class),
    PROFILE_CREATED("prospect.created", Subject.PROFILE, Change.Nothing.class),
    PROFILE_ENRICHED("prospect.enriched", Subject.PROFILE, Change.Nothing.class),
    CONTACT_STATUS_CHANGED("contact.statusChanged", Subject.CONTACT, Change.Status.class),
    CONTACT_TAGS_CHANGED("contact.tagsChanged", Subject.CONTACT, Change.Tags.class),
    CONTACT_NOTES_CHANGED("contact.notesChanged", Subject.CONTACT, Change.Notes.class),
    CONTACT_VALUATION_CHANGED("contact.valuationChanged", Subject.CONTACT, Change.Valuation.class),
    CONTACT_ASSIGNEE_CHANGED("contact.assigneeChanged", Subject.CONTACT, Change.Assignee.class),
    TAG_CREATED("tag.created", Subject.TAG, Change.Label.class),
    TAG_UPDATED("tag.updated", Subject.TAG, Change.Label.class),
    TAG_DELETED("tag.deleted", Subject.TAG, Change.Label.class),
    STATUS_CREATED("status.created", Subject.STATUS, Change.Label.class),
    STATUS_UPDATED("status.updated", Subject.STATUS, Change.Label.class),
    STATUS_DELETED("status.deleted", Subject.STATUS, Change.Label.class),
    CAMPAIGN_CREATED("campaign.created", Subject.CAMPAIGN, Change.Nothing.class),
    CAMPAIGN_STARTED("campaign.started", Subject.CAMPAIGN, Change.Nothing.class),
    CAMPAIGN_PAUSED("campaign.paused", Subject.CAMPAIGN, Change.Nothing.class),
    CAMPAIGN_RESUMED("campaign.resumed", Subject.CAMPAIGN, Change.Nothing.class),
    CAMPAIGN_COMPLETED("campaign.completed", Subject.CAMPAIGN, Change.Nothing.class),
    TARGET_CONTACTED("target.contacted", Subject.CAMPAIGN, Change.Target.class),
    TARGET_FOLLOW_UP_SENT("target.followUpSent", Subject.CAMPAIGN, Change.Target.class),
    TARGET_REPLIED("target.replied", Subject.CAMPAIGN, Change.Target.class),
    /** The server has given up on an endpoint. */
    WEBHOOK_DISABLED("webhook.disabled", Subject.WEBHOOK, Change.Nothing.class);

    /** The kind of object an event is about. */
    public enum Subject {
        THREAD,
        MESSAGE,
        PROFILE,
        CONTACT,
        TAG,
        STATUS,
        CAMPAIGN,
        WEBHOOK
    }

    private final String storedName;
    private final Subject subject;
    private final Class<? extends Change> change;

    EventType(String storedName, Subject subject, Class<? extends Change> change) {
        this.storedName = storedName;
        this.subject = subject;
        this.change = change;
    }

    public String storedName() {
        return storedName;
    }

    public Subject subject() {
        return subject;
    }

    /** What every event of this type says it changed. */
    Class<? extends Change> change() {
        return change;
    }

    static EventType ofStoredName(String name) {
        for (EventType type : values()) {
            if (type.storedName.equals(name)) {
                return type;
            }
        }
        throw new IllegalStateException("The event log holds the type " + name + ", which this version does not know.");
    }
}
