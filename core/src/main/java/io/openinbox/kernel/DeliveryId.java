package io.openinbox.kernel;

import java.util.Optional;
import java.util.UUID;

/** Identifies one event on its way to one webhook. */
public record DeliveryId(UUID value) implements Id {

    public static DeliveryId next() {
        return new DeliveryId(IdCodec.next('d'));
    }

    /** Empty for anything but 24 characters of {@code [0-9a-z]}. */
    public static Optional<DeliveryId> parse(String text) {
        return IdCodec.parse(text).map(DeliveryId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
