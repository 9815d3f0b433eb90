package io.openinbox.server.embedded;

import java.util.regex.Pattern;

/** Why one of PostgreSQL's programs gave up, told from what it printed (its messages are in English: LC_ALL is C). */
enum StartFailure {
    DISK_FULL,
    PORT_TAKEN,
    /** The backends of a postmaster that was killed are still ending. */
    BACKENDS_LINGER,
    ALREADY_RUNNING,
    NO_ACCOUNT,
    NO_MEMORY,
    OTHER;

    private static final Pattern FATAL = Pattern.compile("FATAL:|PANIC:|error:");

    static StartFailure of(String output) {
        if (isDiskFull(output)) {
            return DISK_FULL;
        } else if (output.contains("Address already in use")) {
            return PORT_TAKEN;
        } else if (output.contains("pre-existing shared memory block")) {
            return BACKENDS_LINGER;
        } else if (output.contains("lock file \"postmaster.pid\" already exists")) {
            return ALREADY_RUNNING;
        } else if (output.contains("could not look up effective user ID")) {
            return NO_ACCOUNT;
        } else if (output.contains("Cannot allocate memory")) {
            return NO_MEMORY;
        }
        return OTHER;
    }

    static boolean isDiskFull(String message) {
        return message.contains("No space left on device") || message.contains("Disk quota exceeded");
    }

    EmbeddedPostgresException toException(String program, String output, DataDirectory directory) {
        return switch (this) {
            case DISK_FULL -> directory.diskFull(null);
            case ALREADY_RUNNING ->
                new EmbeddedPostgresException(
                        "Another PostgreSQL works in %s: stop the process whose number is the first line of %s."
                                .formatted(directory.cluster(), PostmasterPid.file(directory.cluster())));
            case NO_ACCOUNT ->
                new EmbeddedPostgresException(
                        "The user id %d has no account on this machine and PostgreSQL needs one: add it to /etc/passwd, or run OpenInbox as another user."
                                .formatted(Ownership.ofThisProcess().uid()));
            case NO_MEMORY ->
                new EmbeddedPostgresException(
                        "PostgreSQL could not get the memory it needs (about 200 MB): free some, or raise the limit this process runs under.");
            case PORT_TAKEN, BACKENDS_LINGER, OTHER ->
                new EmbeddedPostgresException(
                        "%s failed (%s): mend that, or set INBOX_DATABASE_URL to a PostgreSQL of your own."
                                .formatted(program, reason(output)));
        };
    }

    /** The line that says most: the last fatal one, with the complaint that led to it, else the last of all. */
    private static String reason(String output) {
        String telling = "it said nothing";
        String previous = "";
        boolean fatal = false;
        for (String line : output.lines().map(String::strip).toList()) {
            if (FATAL.matcher(line).find()) {
                telling = previous.contains("LOG:") ? previous + "; " + line : line;
                fatal = true;
            } else if (!fatal && !line.isEmpty()) {
                telling = line;
            }
            previous = line;
        }
        return telling;
    }
}
