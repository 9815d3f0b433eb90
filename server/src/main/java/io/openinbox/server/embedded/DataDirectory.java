package io.openinbox.server.embedded;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The data directory, what stands where below it, and whose it is. The path is absolute, without symbolic links. */
record DataDirectory(Path path) {

    private static final int MEBIBYTE = 1024 * 1024;

    /** PostgreSQL with a new cluster takes 120 MB, and its write-ahead log needs room to grow. */
    static final long NEEDED_BYTES = 200L * MEBIBYTE;

    static DataDirectory open(Path path) {
        try {
            if (!Files.isDirectory(path)) {
                // Root's PostgreSQL runs as somebody else, who has to pass through; everything inside is 0600 or 0700.
                String permissions = Ownership.isRoot() ? "rwx--x--x" : "rwx------";
                Files.createDirectories(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
            }
            DataDirectory directory = new DataDirectory(path.toRealPath());
            Files.delete(Files.createTempFile(directory.path, ".writable", null));
            return directory;
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    Path cluster() {
        return path.resolve("database");
    }

    /** Where initdb works; renamed to {@link #cluster()} when whole. */
    Path clusterInTheMaking() {
        return path.resolve("database.new");
    }

    Path password() {
        return path.resolve("database-password");
    }

    Path lock() {
        return path.resolve("database.lock");
    }

    Path binaries() {
        return path.resolve("postgres");
    }

    /** A file of ours made by root in somebody's directory must stay readable for that somebody. */
    void adopt(Path file) throws IOException {
        if (Ownership.isRoot()) {
            Ownership.of(path).give(file);
        }
    }

    long freeBytes() throws IOException {
        return Files.getFileStore(path).getUsableSpace();
    }

    void requireFree(long bytes) throws IOException {
        long free = freeBytes();
        if (free < bytes) {
            throw new EmbeddedPostgresException(
                    "The disk of %s has %d MB free and PostgreSQL needs %d MB: make room, or set INBOX_DATA_DIR to a directory on another disk."
                            .formatted(path, free / MEBIBYTE, bytes / MEBIBYTE));
        }
    }

    EmbeddedPostgresException diskFull(@Nullable Throwable cause) {
        String free;
        try {
            free = " (%d MB free)".formatted(freeBytes() / MEBIBYTE);
        } catch (IOException unknown) {
            free = "";
        }
        return new EmbeddedPostgresException(
                "The disk of %s is full%s: make room, or set INBOX_DATA_DIR to a directory on another disk."
                        .formatted(path, free),
                cause);
    }

    /** What an operator can do about a file operation that failed below the data directory. */
    EmbeddedPostgresException unusable(IOException cause) {
        return StartFailure.isDiskFull(String.valueOf(cause.getMessage())) ? diskFull(cause) : unusable(path, cause);
    }

    private static EmbeddedPostgresException unusable(Path path, IOException cause) {
        String reason = switch (cause) {
            case AccessDeniedException denied -> "no permission for " + denied.getFile();
            case FileSystemException failed
            when failed.getReason() != null -> failed.getFile() + ": " + failed.getReason();
            default -> cause.toString();
        };
        return new EmbeddedPostgresException(
                "The data directory %s cannot be used (%s): make it writable for the user who runs OpenInbox, or set INBOX_DATA_DIR to another directory."
                        .formatted(path, reason),
                cause);
    }
}
