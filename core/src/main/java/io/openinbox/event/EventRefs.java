package io.openinbox.event;

import io.openinbox.kernel.CampaignId;
import io.openinbox.kernel.ContactId;
import io.openinbox.kernel.Id;
import io.openinbox.kernel.MessageId;
import io.openinbox.kernel.ProfileId;
import io.openinbox.kernel.StatusId;
import io.openinbox.kernel.TagId;
import io.openinbox.kernel.ThreadId;
import io.openinbox.kernel.WebhookId;
import org.jspecify.annotations.Nullable;

/**
 * The objects an event is about: the one its type names as the {@link EventType.Subject}, and those it belongs to. Ids that
 * do not apply are null.
 *
 * @param profileId of a contact with several, the one through which the change was made, else the one met first
 */
public record EventRefs(
        @Nullable ThreadId threadId,
        @Nullable MessageId messageId,
        @Nullable ProfileId profileId,
        @Nullable ContactId contactId,
        @Nullable TagId tagId,
        @Nullable StatusId statusId,
        @Nullable CampaignId campaignId,
        @Nullable WebhookId webhookId) {

    public static EventRefs thread(ThreadId thread, ProfileId profile, ContactId contact) {
        return new EventRefs(thread, null, profile, contact, null, null, null, null);
    }

    public static EventRefs message(MessageId message, ThreadId thread, ProfileId profile, ContactId contact) {
        return new EventRefs(thread, message, profile, contact, null, null, null, null);
    }

    public static EventRefs person(ProfileId profile, ContactId contact) {
        return new EventRefs(null, null, profile, contact, null, null, null, null);
    }

    public static EventRefs tag(TagId tag) {
        return new EventRefs(null, null, null, null, tag, null, null, null);
    }

    public static EventRefs status(StatusId status) {
        return new EventRefs(null, null, null, null, null, status, null, null);
    }

    public static EventRefs campaign(CampaignId campaign) {
        return new EventRefs(null, null, null, null, null, null, campaign, null);
    }

    /** A campaign's message to one of its targets. */
    public static EventRefs target(
            CampaignId campaign, MessageId message, ThreadId thread, ProfileId profile, ContactId contact) {
        return new EventRefs(thread, message, profile, contact, null, null, campaign, null);
    }

    public static EventRefs webhook(WebhookId webhook) {
        return new EventRefs(null, null, null, null, null, null, null, webhook);
    }

    @Nullable
    Id of(EventType.Subject subject) {
        return switch (subject) {
            case THREAD -> threadId;
            case MESSAGE -> messageId;
            case PROFILE -> profileId;
            case CONTACT -> contactId;
            case TAG -> tagId;
            case STATUS -> statusId;
            case CAMPAIGN -> campaignId;
            case WEBHOOK -> webhookId;
        };
    }
}
