package io.openinbox.server.doctor;

import io.openinbox.server.config.InboxSettings;
import io.openinbox.server.config.MasterKeyFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Looks at what everything else stands on: settings, disk, key, database, and whether the server runs. */
public final class InstallationExam {

    private static final long MEBIBYTE = 1 << 20;
    private static final long TIGHT = 1024 * MEBIBYTE;
    private static final long TOO_LITTLE = 200 * MEBIBYTE;
    private static final int OLDEST_POSTGRESQL = 15;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final InboxSettings settings;
    private final Report report;

    public InstallationExam(InboxSettings settings, Report report) {
        this.settings = settings;
        this.report = report;
    }

    /** What can be looked at before the database is opened. */
    public void begin() {
        report.heading("Installation");
        report.fine("The settings can be used; people and platforms reach this server at "
                + settings.publicUrl(settings.port()) + ".");
        disk();
        masterKey();
    }

    private void disk() {
        Path directory = settings.dataDir();
        if (!Files.isDirectory(directory)) {
            report.note("The data directory " + directory + " does not exist yet: the first ./inbox start makes it.");
            return;
        }
        try {
            long free = Files.getFileStore(directory).getUsableSpace();
            String words = "The disk of " + directory + " has " + free / MEBIBYTE + " MB free";
            if (free < TOO_LITTLE) {
                report.problem(words + ", which is too little: make room, or set INBOX_DATA_DIR to another disk.");
            } else if (free < TIGHT) {
                report.note(words + ": make room before long.");
            } else {
                report.fine(words + ".");
            }
        } catch (IOException e) {
            report.problem("The data directory " + directory + " cannot be looked at (" + e.getMessage()
                    + "): make it readable for the user who runs OpenInbox.");
        }
    }

    private void masterKey() {
        Path file = MasterKeyFile.file(settings);
        if (settings.masterKey() != null) {
            report.fine("The master key comes from INBOX_MASTER_KEY.");
        } else if (Files.exists(file)) {
            report.fine("The master key is in " + file + ": keep a copy of it apart from the backups.");
        } else {
            report.note("There is no master key yet; the next start makes " + file
                    + ". If this database is a copy of another's, put that one's key there first.");
        }
    }

    /** Whether the server answers where the settings have it. */
    public boolean serverRuns() {
        String host = settings.bind().equals("0.0.0.0") || settings.bind().equals("::") ? "127.0.0.1" : settings.bind();
        boolean runs = settings.port() != 0
                && answers(URI.create("http://" + bracketed(host) + ":" + settings.port() + "/api/v1/team"));
        if (runs) {
            report.fine("The server runs.");
        } else {
            report.note("The server does not run here: nothing comes in or goes out until ./inbox start.");
        }
        return runs;
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private static boolean answers(URI address) {
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 401;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** @param pending how many migrations the schema lacks */
    public void database(DataSource source, int pending) {
        String kind = settings.database().isEmbedded() ? "embedded" : "external";
        try (Connection connection = source.getConnection()) {
            var server = connection.getMetaData();
            String words = "The " + kind + " PostgreSQL " + server.getDatabaseProductVersion() + " answers";
            if (server.getDatabaseMajorVersion() < OLDEST_POSTGRESQL) {
                report.problem(words + ", which is too old: use " + OLDEST_POSTGRESQL + " or later.");
            } else {
                report.fine(words + ".");
            }
        } catch (SQLException e) {
            report.problem("The " + kind + " database does not answer: " + e.getMessage());
            return;
        }
        if (pending > 0) {
            report.problem("The database lacks " + pending
                    + (pending == 1 ? " migration" : " migrations")
                    + " of this version: ./inbox start (or ./inbox migrate) applies them.");
        } else {
            report.fine("The database has this version's form.");
        }
    }
}
