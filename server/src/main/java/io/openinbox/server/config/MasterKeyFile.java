package io.openinbox.server.config;

import io.openinbox.secret.MasterKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** Where the installation's own key comes from: the setting, or a file of the data directory made on the first start. */
public final class MasterKeyFile {

    private static final String NAME = "master.key";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_ONLY_DIRECTORY = PosixFilePermissions.fromString("rwx------");

    private MasterKeyFile() {}

    /** @throws SettingsException when the file is not one of ours, or open to others */
    public static MasterKey masterKey(InboxSettings settings) {
        String given = settings.masterKey();
        if (given != null) {
            return new MasterKey(Base64.getDecoder().decode(given.strip()));
        }
        Path file = file(settings);
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the key is kept when no setting holds it. */
    public static Path file(InboxSettings settings) {
        return settings.dataDir().resolve(NAME);
    }

    /** A key that opens nothing, to look around with where the real one is missing. */
    public static MasterKey stranger() {
        return new MasterKey(random());
    }

    private static byte[] random() {
        byte[] key = new byte[MasterKey.SIZE];
        new SecureRandom().nextBytes(key);
        return key;
    }

    private static MasterKey read(Path file) throws IOException {
        if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            throw new SettingsException(
                    "inbox.data-dir", "holds a master key that others can read: run chmod 600 " + file + ".");
        }
        try {
            return new MasterKey(
                    Base64.getDecoder().decode(Files.readString(file).strip()));
        } catch (IllegalArgumentException e) {
            throw new SettingsException(
                    "inbox.data-dir", "holds a damaged master key: put " + file + " back from where you keep a copy.");
        }
    }

    /** Written whole under another name first: a second process starting now sees all of a key or none. */
    private static void create(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null && !Files.exists(directory)) {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY_DIRECTORY));
        }
        byte[] key = random();
        Path whole = Files.createTempFile(directory, NAME, ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            try (SeekableByteChannel out =
                    Files.newByteChannel(whole, Set.of(StandardOpenOption.WRITE, StandardOpenOption.DSYNC))) {
                out.write(ByteBuffer.wrap(
                        (Base64.getEncoder().encodeToString(key) + "\n").getBytes(StandardCharsets.US_ASCII)));
            }
            Files.createLink(file, whole);
        } catch (FileAlreadyExistsException e) {
            // The other process was first: its key counts.
        } finally {
            Files.delete(whole);
        }
    }
}
