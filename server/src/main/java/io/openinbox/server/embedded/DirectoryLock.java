package io.openinbox.server.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Exclusive use of a data directory, by one process. The operating system gives it back when the process ends, however it
 * ends. The lock's file says who holds it.
 */
final class DirectoryLock implements AutoCloseable {

    enum Role {
        SERVER,
        COMMAND;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Who holds a lock; a process that lives. */
    record Holder(Role role, long pid) {}

    /**
     * What this process holds. POSIX drops a process's lock as soon as the process closes any descriptor of that file, so
     * a file whose lock is ours is never opened a second time; the class's monitor covers each look at the file.
     */
    private static final Map<Path, Role> HELD_HERE = new HashMap<>();

    private static final Pattern LINE =
            Pattern.compile("(?<role>server|command) (?<pid>\\d{1,18}) (?<start>\\d{1,18})\n");
    private static final long CLOCK_TOLERANCE_MILLIS = 5_000;

    private final Path file;
    private final FileChannel channel;
    private boolean closed;

    private DirectoryLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static synchronized Optional<DirectoryLock> tryAcquire(DataDirectory directory, Role role) throws IOException {
        Path file = directory.lock();
        if (HELD_HERE.containsKey(file)) {
            return Optional.empty();
        }
        FileChannel channel = open(file);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            directory.adopt(file);
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(describe(role).getBytes(StandardCharsets.UTF_8)), 0);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        HELD_HERE.put(file, role);
        return Optional.of(new DirectoryLock(file, channel));
    }

    /** Who holds the lock, unless nobody does or the holder has not written its name yet. */
    static synchronized Optional<Holder> holder(DataDirectory directory) throws IOException {
        Role here = HELD_HERE.get(directory.lock());
        if (here != null) {
            return Optional.of(new Holder(here, ProcessHandle.current().pid()));
        }
        try {
            return parse(Files.readString(directory.lock()));
        } catch (NoSuchFileException nobodyYet) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        synchronized (DirectoryLock.class) {
            if (closed) {
                return;
            }
            closed = true;
            HELD_HERE.remove(file);
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static FileChannel open(Path file) throws IOException {
        var permissions = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        return FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), permissions);
    }

    private static String describe(Role role) {
        ProcessHandle self = ProcessHandle.current();
        return "%s %d %d\n".formatted(role.word(), self.pid(), startOf(self));
    }

    /**
     * The name of a dead holder may still stand there, and its process id may be another's by now: the start time tells,
     * give or take what adjusting the clock does to the system's own reckoning of it.
     */
    private static Optional<Holder> parse(String line) {
        Matcher words = LINE.matcher(line);
        if (!words.matches()) {
            return Optional.empty();
        }
        Role role = Role.valueOf(words.group("role").toUpperCase(Locale.ROOT));
        long start = Long.parseLong(words.group("start"));
        return ProcessHandle.of(Long.parseLong(words.group("pid")))
                .filter(process -> Math.abs(startOf(process) - start) < CLOCK_TOLERANCE_MILLIS)
                .map(process -> new Holder(role, process.pid()));
    }

    private static long startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
