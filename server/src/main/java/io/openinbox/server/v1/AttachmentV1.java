package io.openinbox.server.v1;

import io.openinbox.kernel.TeamId;
import io.openinbox.media.Attachment;
import io.openinbox.server.media.MediaAddresses;
import io.openinbox.server.media.MediaAddresses.Address;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What hangs on a message; null is "not known".
 *
 * @param kind {@code image}, {@code video}, {@code gif}, {@code audio}, {@code file} or {@code card}
 * @param status {@code pending}, {@code processing}, {@code ready} or {@code failed}
 * @param url set when the status is {@code ready}, and good until {@code expiresAt}; a card's is where it leads
 */
record AttachmentV1(
        String kind,
        String status,
        @Nullable String url,
        @Nullable Instant expiresAt,
        @Nullable String contentType,
        @Nullable Long sizeBytes,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable Double durationSeconds,
        @Nullable String fileName,
        @Nullable String alt,
        @Nullable String posterUrl,
        @Nullable String title,
        @Nullable String description) {

    static AttachmentV1 of(TeamId team, Attachment attachment, MediaAddresses addresses) {
        Attachment.Content content = attachment.content();
        var card = attachment.card();
        Address address = content == null ? null : addresses.of(team, attachment);
        String ours = address == null ? null : address.url();
        Long millis = attachment.durationMillis();
        return new AttachmentV1(
                WordV1.of(attachment.kind()),
                WordV1.of(attachment.status()),
                card == null ? ours : card.url(),
                address == null ? null : address.expiresAt(),
                content == null ? null : content.type(),
                content == null ? null : content.bytes(),
                attachment.width(),
                attachment.height(),
                millis == null ? null : millis / 1000.0,
                attachment.fileName(),
                attachment.alt(),
                attachment.poster() == null
                        ? null
                        : addresses.ofPoster(team, attachment).url(),
                card == null ? null : card.title(),
                card == null ? null : card.description());
    }
}
