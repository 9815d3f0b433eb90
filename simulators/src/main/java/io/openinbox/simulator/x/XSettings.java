package io.openinbox.simulator.x;

import java.time.Duration;
import java.util.List;

/**
 * What is fixed for the life of a simulator.
 *
 * @param port 0 for a free one
 * @param loopbackWebhooks whether webhooks may be registered at plain http and with a port when their host is a
 *     loopback address; X itself takes https without a port only
 * @param deliveryTimeout how long a webhook may take to answer
 * @param retryAfter the pauses before the second, third … attempt of a delivery; empty for one attempt only
 * @param callsPerWindow how often one token may use one call in 15 minutes; X's own figures are far lower
 */
public record XSettings(
        int port, boolean loopbackWebhooks, Duration deliveryTimeout, List<Duration> retryAfter, int callsPerWindow) {

    public XSettings {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port: " + port + " is not a port; use 0 to 65535, 0 for a free one");
        }
        retryAfter = List.copyOf(retryAfter);
    }

    public static XSettings defaults() {
        return new XSettings(
                0,
                false,
                Duration.ofSeconds(10),
                List.of(
                        Duration.ofMillis(50),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(10)),
                100_000);
    }

    public XSettings withPort(int value) {
        return new XSettings(value, loopbackWebhooks, deliveryTimeout, retryAfter, callsPerWindow);
    }

    public XSettings withLoopbackWebhooks() {
        return new XSettings(port, true, deliveryTimeout, retryAfter, callsPerWindow);
    }

    public XSettings withDeliveryTimeout(Duration value) {
        return new XSettings(port, loopbackWebhooks, value, retryAfter, callsPerWindow);
    }

    public XSettings withRetryAfter(Duration... pauses) {
        return new XSettings(port, loopbackWebhooks, deliveryTimeout, List.of(pauses), callsPerWindow);
    }

    public XSettings withCallsPerWindow(int value) {
        return new XSettings(port, loopbackWebhooks, deliveryTimeout, retryAfter, value);
    }
}
