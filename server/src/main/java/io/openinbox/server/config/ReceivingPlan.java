package io.openinbox.server.config;

import io.openinbox.account.MissedMessages;
import io.openinbox.message.ReceivingNode;
import io.openinbox.platform.Platform;
import io.openinbox.platform.Receiving;
import io.openinbox.platform.Receiving.Way;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How X's messages are to come in, as the settings have it.
 *
 * @param way null when nothing is registered with X
 * @param address of the webhook; null for the stream
 * @param why in words for the operator
 */
public record ReceivingPlan(@Nullable Way way, @Nullable URI address, String why) {

    private static final int LONGEST_ADDRESS = 200;

    /** @param publicUrl where X reaches this server, if it does */
    public static ReceivingPlan of(InboxSettings.X x, URI publicUrl) {
        if (!x.isOn()) {
            return nothing("X is not set up: no INBOX_X_… variable holds an app of yours.");
        }
        if (x.bearerToken() == null) {
            return nothing(
                    "INBOX_X_BEARER_TOKEN is not set, so nothing is registered with X: messages come in only where you"
                            + " have registered a webhook and subscriptions yourself.");
        }
        URI address = URI.create(publicUrl + "/hooks/x");
        return switch (x.receive()) {
            case WEBHOOK -> new ReceivingPlan(Way.WEBHOOK, address, "INBOX_X_RECEIVE is webhook.");
            case STREAM -> stream("INBOX_X_RECEIVE is stream.");
            case AUTO -> automatic(x, address);
        };
    }

    /** X calls https addresses without a port, and we believe only what is signed. */
    private static ReceivingPlan automatic(InboxSettings.X x, URI address) {
        if (!"https".equals(address.getScheme())) {
            return stream("INBOX_PUBLIC_URL is no https address, so X cannot call this server.");
        }
        if (address.getPort() != -1) {
            return stream("INBOX_PUBLIC_URL has a port, and X calls addresses without one only.");
        }
        if (address.toString().length() > LONGEST_ADDRESS) {
            return stream("INBOX_PUBLIC_URL is longer than X takes.");
        }
        if (x.consumerSecret() == null) {
            return stream("INBOX_X_CONSUMER_SECRET is not set, so a call could not be known to be X's.");
        }
        return new ReceivingPlan(Way.WEBHOOK, address, "INBOX_PUBLIC_URL is an https address.");
    }

    /**
     * Begins to receive; deliveries to the webhook must be answered by now.
     *
     * @return what to close before the server; empty when nothing is registered with X
     */
    public Optional<ReceivingNode> start(InboxCore core, MissedMessages missed) {
        Receiving.Way chosen = way;
        if (chosen == null) {
            return Optional.empty();
        }
        return core.connectors()
                .find(Platform.X)
                .flatMap(connector -> connector
                        .receiving()
                        .map(receiving -> ReceivingNode.start(
                                core.leases(),
                                core.clock(),
                                connector,
                                receiving,
                                core.ingestMessages(),
                                core.accountLinks(),
                                core.receptions(),
                                missed,
                                chosen,
                                address)));
    }

    private static ReceivingPlan stream(String why) {
        return new ReceivingPlan(Way.STREAM, null, why);
    }

    private static ReceivingPlan nothing(String why) {
        return new ReceivingPlan(null, null, why);
    }
}
