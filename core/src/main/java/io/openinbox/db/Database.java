package io.openinbox.db;

import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The one way to the database: statements, and transactions that a use case opens around its stores. Thread-safe. */
public final class Database {

    private final JdbcTemplate template;
    private final JdbcClient client;
    private final TransactionTemplate transactions;

    public Database(DataSource dataSource) {
        template = new JdbcTemplate(dataSource);
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

    /** Runs work in the current transaction, or in one of its own; anything thrown rolls it back. */
    public <T> T transaction(Supplier<T> work) {
        // The template's result is null exactly where the work's is.
        T[] result = newBox();
        transactions.executeWithoutResult(status -> result[0] = work.get());
        return result[0];
    }

    public void transaction(Runnable work) {
        transactions.executeWithoutResult(status -> work.run());
    }

    @SuppressWarnings("unchecked")
    private static <T> T[] newBox() {
        return (T[]) new Object[1];
    }
}
