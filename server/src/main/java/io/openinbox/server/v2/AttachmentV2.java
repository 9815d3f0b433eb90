package io.openinbox.server.v2;

import io.openinbox.kernel.TeamId;
import io.openinbox.media.Attachment;
import io.openinbox.platform.Attached;
import io.openinbox.server.media.MediaAddresses;
import io.openinbox.server.media.MediaAddresses.Address;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What hangs on a message: media, of which a copy is kept here, or a card that leads somewhere. */
sealed interface AttachmentV2 {

    /** A stable position. */
    int index();

    static AttachmentV2 of(TeamId team, Attachment attachment, MediaAddresses addresses) {
        Attached.Card card = attachment.card();
        return card == null ? Media.of(team, attachment, addresses) : Card.of(attachment.index(), card);
    }

    /**
     * A picture, film, sound or file.
     *
     * @param url there exactly when the status is {@code ready}
     * @param poster a still of a film, where the platform gives one and once it is usable
     */
    record Media(
            int index,
            String kind,
            @Nullable String filename,
            @Nullable String contentType,
            @Nullable Long sizeBytes,
            @Nullable Integer width,
            @Nullable Integer height,
            @Nullable Double aspectRatio,
            @Nullable Double durationSeconds,
            String status,
            @Nullable String url,
            @Nullable Instant expiresAt,
            @Nullable Poster poster)
            implements AttachmentV2 {

        static Media of(TeamId team, Attachment attachment, MediaAddresses addresses) {
            Attachment.Content content = attachment.content();
            Address address = content == null ? null : addresses.of(team, attachment);
            Integer width = attachment.width();
            Integer height = attachment.height();
            Long millis = attachment.durationMillis();
            return new Media(
                    attachment.index(),
                    WordV2.of(attachment.kind()),
                    attachment.fileName(),
                    content == null ? null : content.type(),
                    content == null ? null : content.bytes(),
                    width,
                    height,
                    width == null || height == null || height == 0 ? null : (double) width / height,
                    millis == null ? null : millis / 1_000.0,
                    WordV2.of(attachment.status()),
                    address == null ? null : address.url(),
                    address == null ? null : address.expiresAt(),
                    Poster.of(team, attachment, addresses));
        }

        boolean isUnderWay() {
            return status.equals("pending") || status.equals("processing");
        }
    }

    record Poster(
            String url,
            @Nullable Instant expiresAt,
            @Nullable Integer width,
            @Nullable Integer height) {

        static @Nullable Poster of(TeamId team, Attachment attachment, MediaAddresses addresses) {
            Attachment.Poster poster = attachment.poster();
            if (poster == null || attachment.kind() != Attached.Kind.VIDEO) {
                return null;
            }
            Address address = addresses.ofPoster(team, attachment);
            return new Poster(address.url(), address.expiresAt(), poster.width(), poster.height());
        }
    }

    /** A link with what stands behind it. */
    record Card(
            int index,
            String kind,
            String url,
            @Nullable String title,
            @Nullable String description,
            @Nullable String domain,
            @Nullable Thumbnail thumbnail)
            implements AttachmentV2 {

        /** A platform that shows a picture with a card hands out no address of it that would last. */
        static Card of(int index, Attached.Card card) {
            return new Card(index, "card", card.url(), card.title(), card.description(), card.domain(), null);
        }
    }

    record Thumbnail(
            String url,
            double width,
            double height,
            @Nullable String alt) {}
}
