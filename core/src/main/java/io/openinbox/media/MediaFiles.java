package io.openinbox.media;

import io.openinbox.kernel.TeamId;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Content on disk, {@code TEAM/ab/abcd…} by its SHA-256: what a team was sent twice is kept once. A file appears under its name
 * only when it is whole and on the disk. Thread-safe, also between servers that share the directory.
 */
public final class MediaFiles {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final Path directory;
    private final Path incoming;
    private final long largest;

    MediaFiles(Path directory, long largest) {
        this.directory = directory;
        this.incoming = directory.resolve("incoming");
        this.largest = largest;
    }

    /** Where a team's content lies; it may not be there. */
    public Path path(TeamId team, String sha256) {
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("not a hash in hexadecimal");
        }
        return directory.resolve(team.text()).resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    /** Begins to take content in. */
    Arrival arrival() throws IOException {
        makeDirectory(incoming);
        return new Arrival(incoming.resolve(UUID.randomUUID().toString()));
    }

    /** Removes what was arriving when a server died. */
    void removeAbandoned(Instant now) throws IOException {
        if (!Files.isDirectory(incoming)) {
            return;
        }
        try (Stream<Path> files = Files.list(incoming)) {
            for (Path file : files.toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(ABANDONED))) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static void makeDirectory(Path path) throws IOException {
        Files.createDirectories(
                path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** Content on its way in; closing it throws away what was not kept. */
    final class Arrival extends FilterOutputStream {

        private final Path file;
        private final MessageDigest digest;
        private long bytes;

        private Arrival(Path file) throws IOException {
            super(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
            this.file = file;
            try {
                this.digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public synchronized void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] data, int offset, int length) throws IOException {
            bytes += length;
            if (bytes > largest) {
                throw new IOException("the content is too large");
            }
            out.write(data, offset, length);
            digest.update(data, offset, length);
        }

        boolean isTooLarge() {
            return bytes > largest;
        }

        long bytes() {
            return bytes;
        }

        Path file() {
            return file;
        }

        byte[] head() throws IOException {
            try (var in = Files.newInputStream(file)) {
                return in.readNBytes(64);
            }
        }

        /** Gives the content its name, and returns it. */
        synchronized String keep(TeamId team) throws IOException {
            out.close();
            String sha256 = HexFormat.of().formatHex(digest.digest());
            Path to = path(team, sha256);
            if (!Files.exists(to)) {
                try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
                makeDirectory(Objects.requireNonNull(to.getParent()));
                try {
                    Files.move(file, to, StandardCopyOption.ATOMIC_MOVE);
                } catch (FileAlreadyExistsException e) {
                    // Another server was as fast; it is the same content.
                }
            }
            return sha256;
        }

        @Override
        public synchronized void close() throws IOException {
            out.close();
            Files.deleteIfExists(file);
        }
    }
}
