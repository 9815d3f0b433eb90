package io.openinbox.server.cli;

import io.openinbox.server.config.InboxCore;
import io.openinbox.team.FirstTeam;
import io.openinbox.team.Scope;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;

/** What the first start of an installation hands to its owner, once. */
final class FirstStart {

    private static final String SLUG = "my-team";
    private static final String NAME = "My team";

    private final String token;
    private final String signInLink;
    private final Path dataDir;

    private FirstStart(String token, String signInLink, Path dataDir) {
        this.token = token;
        this.signInLink = signInLink;
        this.dataDir = dataDir;
    }

    /** Makes the first team and its owner; empty on every later start. */
    static Optional<FirstStart> of(Installation installation, URI publicUrl) {
        InboxCore core = installation.core();
        String email = installation.settings().ownerEmail();
        return core.teams().createFirst(SLUG, NAME, email).map(first -> {
            String token = firstToken(core, first);
            String link = SignInLinkCommand.link(publicUrl, core.signInLinks().create(email));
            return new FirstStart(token, link, installation.settings().dataDir());
        });
    }

    /** Secrets go to a person's screen; where no person looks, into files only the owner of the process can read. */
    void giveOut(PrintStream out) {
        if (isWatched()) {
            out.println("Your API token (shown only now):        " + token);
            out.println("Sign in within 15 minutes, once, at:    " + signInLink);
        } else {
            out.println("Your API token is in " + write("first-token", token) + "; delete the file once you have it.");
            out.println("Your sign-in link (15 minutes, once) is in " + write("first-sign-in-link", signInLink) + ".");
        }
    }

    @SuppressWarnings(
            "SystemConsoleNull") // Which console is the default, and whether there always is one, changes by JDK.
    private static boolean isWatched() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    private Path write(String name, String secret) {
        Path file = dataDir.resolve(name).toAbsolutePath().normalize();
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, secret + "\n");
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write " + file + ".", e);
        }
    }

    private static String firstToken(InboxCore core, FirstTeam first) {
        return core.apiTokens()
                .create(first.team().id(), first.owner().userId(), "First token", EnumSet.allOf(Scope.class), null);
    }
}
