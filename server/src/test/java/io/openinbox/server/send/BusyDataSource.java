package io.openinbox.server.send;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A pool that gives no connection for a while, as one does whose connections are all taken. */
final class BusyDataSource extends DelegatingDataSource {

    private final AtomicInteger refusals = new AtomicInteger();

    BusyDataSource(DataSource pool) {
        super(pool);
    }

    /** Refuses the next so many connections. */
    void refuse(int count) {
        refusals.set(count);
    }

    /** How many are still to be refused. */
    int left() {
        return refusals.get();
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new SQLTransientConnectionException("no connection became free in time");
        }
        return super.getConnection();
    }
}
