package io.openinbox.server.cli;

import io.openinbox.db.SchemaTooNewException;
import io.openinbox.server.config.InboxSettings;
import io.openinbox.server.config.SettingsException;
import io.openinbox.server.config.SettingsLoader;
import io.openinbox.server.doctor.InstallationExam;
import io.openinbox.server.doctor.ReceivingExam;
import io.openinbox.server.doctor.Report;
import io.openinbox.server.doctor.TeamExam;
import io.openinbox.server.embedded.EmbeddedPostgresException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Looks at everything that has to work, says what it found, and what to do about what does not.",
            "Changes nothing. Its status is 1 when something needs you."
        })
final class DoctorCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        var report = new Report();
        examine(report);
        report.print(System.out);
        return report.hasProblem() ? 1 : 0;
    }

    private static Optional<SQLException> refusal(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .findFirst();
    }

    private static void examine(Report report) {
        InboxSettings settings;
        try {
            settings = SettingsLoader.load();
        } catch (SettingsException e) {
            report.problem(String.valueOf(e.getMessage()));
            return;
        }
        var installation = new InstallationExam(settings, report);
        installation.begin();
        boolean serverRuns = installation.serverRuns();
        if (!Installation.exists(settings)) {
            report.note("There is no database yet: the first ./inbox start makes it.");
            return;
        }
        try (Installation examined = Installation.forExamination(settings)) {
            installation.database(examined.dataSource(), examined.pendingMigrations());
            if (examined.pendingMigrations() == 0) {
                new ReceivingExam(settings, examined.core(), report).examine(serverRuns);
                new TeamExam(settings, examined.core(), report).examine();
            }
        } catch (EmbeddedPostgresException | SettingsException | SchemaTooNewException e) {
            report.problem(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            report.problem("The database cannot be used ("
                    + refusal(e).orElseThrow(() -> e).getMessage()
                    + "): see that PostgreSQL runs, and that INBOX_DATABASE_URL and what goes with it are right.");
        }
    }
}
