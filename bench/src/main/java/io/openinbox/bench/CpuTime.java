package io.openinbox.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What processes have burnt so far, as Linux counts it; other load on the machine does not change it much. */
final class CpuTime {

    private static final double MICROS_PER_TICK = 10_000;

    /** Fields of {@code /proc/PID/stat} behind the name. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;
    private static final int ENDED_CHILDREN_USER = 13;
    private static final int ENDED_CHILDREN_SYSTEM = 14;

    private CpuTime() {}

    static boolean isKnown() {
        return Files.exists(Path.of("/proc/self/stat"));
    }

    /** Microseconds of a process and of the children that it has or had. */
    static double micros(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.children())
                .mapToDouble(one -> {
                    List<String> fields = stat(one.pid());
                    return fields.isEmpty()
                            ? 0
                            : Stream.of(USER, SYSTEM, ENDED_CHILDREN_USER, ENDED_CHILDREN_SYSTEM)
                                            .mapToLong(field -> Long.parseLong(fields.get(field)))
                                            .sum()
                                    * MICROS_PER_TICK;
                })
                .sum();
    }

    private static List<String> stat(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return List.of(stat.substring(stat.lastIndexOf(')') + 2).strip().split(" "));
        } catch (IOException endedMeanwhile) {
            return List.of();
        }
    }

    /** Resident memory in MB; 0 where it is not known. */
    static long residentMegabytes(ProcessHandle process) throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        }
    }
}
