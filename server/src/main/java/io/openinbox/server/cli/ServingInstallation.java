package io.openinbox.server.cli;

import io.openinbox.server.InboxServer;
import io.openinbox.server.config.RecurringWork;

/** An installation that answers requests and does its recurring work. Closing it ends what uses the database before that. */
final class ServingInstallation implements AutoCloseable {

    private final Installation installation;
    private final InboxServer server;
    private final RecurringWork work;

    private ServingInstallation(Installation installation, InboxServer server, RecurringWork work) {
        this.installation = installation;
        this.server = server;
        this.work = work;
    }

    /** @param installation closed with what is returned, and when nothing is */
    static ServingInstallation start(Installation installation) {
        try {
            var server = InboxServer.start(installation.settings(), installation.core(), installation.dataSource());
            return new ServingInstallation(installation, server, RecurringWork.start(installation.core()));
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
        server.close();
        work.close();
        installation.close();
    }
}
