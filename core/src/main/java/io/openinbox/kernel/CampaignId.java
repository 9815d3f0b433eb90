package io.openinbox.kernel;

import java.util.Optional;
import java.util.UUID;

/** Identifies a campaign: named by events and filters of imported data. */
public record CampaignId(UUID value) implements Id {

    public static CampaignId next() {
        return new CampaignId(IdCodec.next('n'));
    }

    /** Empty for anything but 24 characters of {@code [0-9a-z]}. */
    public static Optional<CampaignId> parse(String text) {
        return IdCodec.parse(text).map(CampaignId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
