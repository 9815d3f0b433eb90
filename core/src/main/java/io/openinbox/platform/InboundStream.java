package io.openinbox.platform;

import java.util.List;
import java.util.Optional;

/** An open connection over which a platform tells what happens. Read by one thread; closed by any. */
public interface InboundStream extends AutoCloseable {

    /**
     * Waits for the next deliveries.
     *
     * @return bodies for {@link Deliveries#read}, in order; none when the platform only gave a sign of life; empty when the
     *     connection ended or has been silent for too long
     */
    Optional<List<byte[]>> next();

    @Override
    void close();
}
