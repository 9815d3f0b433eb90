package io.openinbox.kernel;

import java.util.UUID;

/**
 * One of our own ids: 24 characters of {@code [0-9a-z]} towards clients, a {@code uuid} of the same order in the database.
 *
 * <p>A typed record per kind keeps a thread's id out of a member's place. Nothing reads the leading letter: ids imported
 * from elsewhere start with any character.
 */
public sealed interface Id
        permits AccountLinkId,
                CampaignId,
                ContactId,
                DeliveryId,
                EventId,
                LinkAttemptId,
                MemberId,
                MessageId,
                ProfileId,
                StatusId,
                TagId,
                TeamId,
                ThreadId,
                TokenId,
                UserId,
                WebhookId {

    UUID value();

    /** The 24 characters clients see. */
    default String text() {
        return IdCodec.format(value());
    }
}
