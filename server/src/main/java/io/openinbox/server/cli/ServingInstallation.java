package io.openinbox.server.cli;

import io.openinbox.message.ReceivingNode;
import io.openinbox.server.InboxServer;
import io.openinbox.server.config.ReceivingPlan;
import io.openinbox.server.config.RecurringWork;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An installation that answers requests and does its recurring work. Closing it ends what uses the database before that. */
final class ServingInstallation implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ServingInstallation.class);

    private final Installation installation;
    private final InboxServer server;
    private final RecurringWork work;
    private final Optional<ReceivingNode> receiving;

    private ServingInstallation(
            Installation installation, InboxServer server, RecurringWork work, Optional<ReceivingNode> receiving) {
        this.installation = installation;
        this.server = server;
        this.work = work;
        this.receiving = receiving;
    }

    /** @param installation closed with what is returned, and when nothing is */
    static ServingInstallation start(Installation installation) {
        try {
            var server = InboxServer.start(installation.settings(), installation.core(), installation.dataSource());
            var settings = installation.settings();
            var plan = ReceivingPlan.of(settings.x(), settings.publicUrl(server.port()));
            log.info("How messages of X come in: {}", plan.why());
            return new ServingInstallation(
                    installation,
                    server,
                    RecurringWork.start(installation.core()),
                    plan.start(installation.core(), installation.core().backfills()::requestGap));
        } catch (RuntimeException e) {
            installation.close();
            throw e;
        }
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        receiving.ifPresent(ReceivingNode::close);
        server.close();
        work.close();
        installation.close();
    }
}
