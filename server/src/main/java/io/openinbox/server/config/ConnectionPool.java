package io.openinbox.server.config;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Connections to PostgreSQL: a small pool for the server, and single ones without a time limit for migrations. */
public final class ConnectionPool {

    private static final String APPLICATION = "openinbox";

    /** More connections than this only take turns on a machine of a few cores. */
    private static final int SIZE = 16;

    private static final int KEPT_IDLE = 2;

    /** How long a request waits for a connection before it is told that the server is busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Ends a statement whose caller has long gone. */
    private static final Duration STATEMENT_LIMIT = Duration.ofSeconds(15);

    private ConnectionPool() {}

    /** @param url a JDBC URL; the caller closes the pool */
    public static HikariDataSource open(String url, @Nullable String username, @Nullable String password) {
        var properties = new Properties();
        properties.setProperty("ApplicationName", APPLICATION);
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.setProperty("tcpKeepAlive", "true");
        // The detail of an error quotes the row, and with it what people wrote to each other.
        properties.setProperty("logServerErrorDetail", "false");
        // Set by the server itself, so that it holds even when this process no longer answers.
        properties.setProperty("options", "-c statement_timeout=" + STATEMENT_LIMIT.toMillis());
        var config = new HikariConfig();
        config.setPoolName(APPLICATION);
        config.setJdbcUrl(url);
        config.setUsername(username);
        config.setPassword(password);
        config.setDataSourceProperties(properties);
        config.setMaximumPoolSize(SIZE);
        config.setMinimumIdle(KEPT_IDLE);
        config.setConnectionTimeout(PATIENCE.toMillis());
        return new HikariDataSource(config);
    }

    /** @return connections that are opened singly, for work that may take its time */
    public static DataSource unpooled(String url, @Nullable String username, @Nullable String password) {
        var properties = new Properties();
        properties.setProperty("ApplicationName", APPLICATION);
        var source = new DriverManagerDataSource(url, properties);
        source.setUsername(username);
        source.setPassword(password);
        return source;
    }
}
