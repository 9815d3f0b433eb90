package io.openinbox.server.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked once per version into a directory that only their runner can enter.
 *
 * @param archive where they come from
 * @param directory holds bin, lib and share, once unpacked
 * @param version for people, such as 18.4
 */
record Binaries(URL archive, Path directory, String version) {

    /** The archive does not say its version; its jar's name does. */
    private static final Pattern JAR_VERSION = Pattern.compile("-(?<version>\\d+\\.\\d+\\.\\d+)\\.jar!/");

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    /** Those of this build; nothing is unpacked yet. */
    static Binaries of(DataDirectory data) {
        URL archive = archiveForThisMachine();
        Matcher jar = JAR_VERSION.matcher(archive.toString());
        if (!jar.find()) {
            throw new EmbeddedPostgresException(
                    "The name of PostgreSQL's jar in %s does not tell its version: build OpenInbox again."
                            .formatted(archive));
        }
        String version = jar.group("version");
        return new Binaries(archive, data.binaries().resolve(version), version.replaceFirst("\\.0$", ""));
    }

    /** Unpacks them unless they are there for this runner already. */
    void unpack(DataDirectory data, Runner runner, Consumer<String> progress) throws IOException {
        if (Files.exists(data.binaries())) {
            Files.setPosixFilePermissions(data.binaries(), OWNER_ONLY);
        } else {
            createPrivate(data.binaries());
        }
        runner.files().give(data.binaries());
        if (Files.exists(directory)) {
            if (runner.files().owns(directory) || Ownership.ROOT.owns(directory)) {
                runner.files().giveTree(directory);
                return;
            }
            // Somebody else could have changed these programs since.
            FileTrees.delete(directory);
        }
        progress.accept("Unpacking PostgreSQL %s (first start only) …".formatted(version));
        Path unfinished = directory.resolveSibling("unfinished");
        FileTrees.delete(unfinished);
        createPrivate(unfinished);
        extract(unfinished);
        runner.files().giveTree(unfinished);
        Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
        FileTrees.sync(data.binaries());
    }

    Path postgres() {
        return directory.resolve("bin/postgres");
    }

    Path initdb() {
        return directory.resolve("bin/initdb");
    }

    String major() {
        return version.substring(0, version.indexOf('.'));
    }

    private static URL archiveForThisMachine() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String processor = switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64" -> "arm_64";
            case String other -> other;
        };
        String name = "/postgres-%s-%s.txz".formatted(system, processor);
        URL archive = Binaries.class.getResource(name);
        if (archive == null) {
            throw new EmbeddedPostgresException(
                    "This build holds no PostgreSQL for %s on %s: build it on such a machine, or set INBOX_DATABASE_URL to a PostgreSQL of your own."
                            .formatted(system, processor));
        }
        return archive;
    }

    private static void createPrivate(Path folder) throws IOException {
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }

    private void extract(Path target) throws IOException {
        try (InputStream packed = archive.openStream();
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed, 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                extract(tar, entry, target);
            }
        }
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        Path file = inside(target, target.resolve(entry.getName()));
        Files.createDirectories(entry.isDirectory() ? file : file.getParent());
        if (entry.isSymbolicLink()) {
            Path linked = Path.of(entry.getLinkName());
            inside(target, file.resolveSibling(linked));
            Files.createSymbolicLink(file, linked);
        } else if (entry.isFile()) {
            boolean executable = (entry.getMode() & 0100) != 0;
            var permissions = PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString(executable ? "rwx------" : "rw-------"));
            try (FileChannel channel = FileChannel.open(
                    file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), permissions)) {
                tar.transferTo(Channels.newOutputStream(channel));
                // A power cut must not leave empty files in a directory that looks whole.
                channel.force(true);
            }
        }
    }

    private static Path inside(Path target, Path file) throws IOException {
        Path normal = file.normalize();
        if (!normal.startsWith(target)) {
            throw new IOException("the archive names a file outside of its directory: " + file);
        }
        return normal;
    }
}
