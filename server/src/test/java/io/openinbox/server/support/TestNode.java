package io.openinbox.server.support;

import io.openinbox.server.InboxServer;
import io.openinbox.server.config.InboxCore;
import java.net.URI;

/** One more server over the database of a {@link TestServer}, by its clock. Nothing in it runs by itself. */
public record TestNode(InboxServer server, InboxCore core) implements AutoCloseable {

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    @Override
    public void close() {
        server.close();
    }
}
