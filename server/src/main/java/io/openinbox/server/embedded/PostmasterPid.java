package io.openinbox.server.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a running PostgreSQL writes into its cluster.
 *
 * @param started seconds since 1970
 * @param ready whether it accepts connections
 */
record PostmasterPid(long pid, long started, int port, boolean ready) {

    static Path file(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }

    /** Empty when there is none, or it is only half written. */
    static Optional<PostmasterPid> read(Path cluster) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file(cluster));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        if (lines.size() < 4) {
            return Optional.empty();
        }
        try {
            // The pid of a stand-alone backend is negative; initdb and repair work use those.
            return Optional.of(new PostmasterPid(
                    Math.abs(Long.parseLong(lines.get(0).strip())),
                    Long.parseLong(lines.get(2).strip()),
                    Integer.parseInt(lines.get(3).strip()),
                    lines.size() >= 8 && lines.get(7).strip().equals("ready")));
        } catch (NumberFormatException halfWritten) {
            return Optional.empty();
        }
    }

    /** Whether both tell of the same start of PostgreSQL. */
    boolean sameStart(PostmasterPid other) {
        return pid == other.pid && started == other.started;
    }
}
