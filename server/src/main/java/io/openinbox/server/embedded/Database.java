package io.openinbox.server.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** The product's database in the cluster, asked over JDBC. */
record Database(int port, String password) {

    private static final String NAME = "inbox";
    private static final String UNKNOWN_DATABASE = "3D000";
    private static final String WRONG_PASSWORD = "28P01";

    /** What must be on for a confirmed message to survive a power cut. */
    private static final List<String> DURABILITY = List.of("fsync", "full_page_writes", "synchronous_commit");

    String jdbcUrl() {
        return jdbcUrl(NAME);
    }

    /** Whether it can be used and works in this cluster: a port may be another program's by now. */
    boolean answersFor(Path cluster) {
        try (Connection connection = connect(NAME)) {
            return Files.isSameFile(Path.of(setting(connection, "data_directory")), cluster);
        } catch (SQLException | IOException notOurs) {
            return false;
        }
    }

    /** Makes the database at the first start and refuses one that would confirm what is not yet on the disk. */
    void prepare(DataDirectory data) {
        try (Connection connection = connectOrCreate()) {
            List<String> off = new ArrayList<>();
            for (String name : DURABILITY) {
                String value = setting(connection, name);
                if (!value.equals("on")) {
                    off.add(name + " = " + value);
                }
            }
            if (!off.isEmpty()) {
                throw new EmbeddedPostgresException(
                        "The database in %s could lose confirmed messages (%s): take that out of its local.conf and postgresql.auto.conf, and out of what ALTER ROLE or ALTER DATABASE set."
                                .formatted(data.cluster(), String.join(", ", off)));
            }
        } catch (SQLException e) {
            if (WRONG_PASSWORD.equals(e.getSQLState())) {
                throw new EmbeddedPostgresException(
                        "The password in %s is not the one of the database in %s: put both back from the same backup."
                                .formatted(data.password(), data.cluster()),
                        e);
            }
            throw new EmbeddedPostgresException(
                    "The database in %s does not answer (%s): see its log in %s."
                            .formatted(
                                    data.cluster(),
                                    e.getMessage(),
                                    data.cluster().resolve("log")),
                    e);
        }
    }

    private Connection connectOrCreate() throws SQLException {
        try {
            return connect(NAME);
        } catch (SQLException e) {
            if (!UNKNOWN_DATABASE.equals(e.getSQLState())) {
                throw e;
            }
        }
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + NAME);
        }
        return connect(NAME);
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + name)) {
            row.next();
            return row.getString(1);
        }
    }

    private Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", Cluster.USERNAME);
        properties.setProperty("password", password);
        properties.setProperty("sslmode", "disable");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("socketTimeout", "60");
        return DriverManager.getConnection(jdbcUrl(database), properties);
    }

    private String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }
}
