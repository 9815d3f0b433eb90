package io.openinbox.db;

import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The one way to the database: statements, and transactions that a use case opens around its stores. Thread-safe. */
public final class Database {

    private static final int ATTEMPTS = 4;

    private final DataSource dataSource;
    private final JdbcTemplate template;
    private final JdbcClient client;
    private final TransactionTemplate transactions;

    public Database(DataSource dataSource) {
        this.dataSource = dataSource;
        template = new JdbcTemplate(dataSource);
        template.setExceptionTranslator(new PostgresRefusals());
        client = JdbcClient.create(new NamedParameterJdbcTemplate(template));
        transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
    }

    public JdbcClient sql() {
        return client;
    }

    /** For statements that take arrays in bulk. */
    public JdbcTemplate jdbc() {
        return template;
    }

    /** @param name of lower-case letters and underscores */
    public Channel channel(String name) {
        return new Channel(dataSource, name);
    }

    /**
     * Runs work in the current transaction, or in one of its own; anything thrown rolls it back. After a deadlock or a
     * serialization failure, which PostgreSQL has undone, a transaction of its own is run again as a whole, up to three times:
     * work does nothing but talk to the database.
     */
    public <T> T transaction(Supplier<T> work) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return work.get();
        }
        return retry(() -> singleTransaction(work));
    }

    /** As {@link #transaction(Supplier)}, for work that is one statement and so a transaction by itself. */
    public <T> T retry(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (ConcurrencyFailureException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** As {@link #transaction(Supplier)}. */
    public void transaction(Runnable work) {
        transaction(() -> {
            work.run();
            return true;
        });
    }

    /** A transaction of its own that is never run again: for work that also talks to somebody else. */
    public <T> T singleTransaction(Supplier<T> work) {
        // The template's result is null exactly where the work's is.
        T[] result = newBox();
        transactions.executeWithoutResult(status -> result[0] = work.get());
        return result[0];
    }

    /**
     * Runs an action as soon as the current transaction is committed, and never if it is rolled back; at once where there is
     * none. The transaction's connection is still taken while it runs: it hands work to somebody else and throws nothing.
     */
    public void afterCommit(Runnable action) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            action.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static <T> T[] newBox() {
        return (T[]) new Object[1];
    }
}
