package io.openinbox.server.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whom PostgreSQL's programs run as, and through which program they become that user. PostgreSQL refuses to run as root,
 * whose programs the server's administrator could make it run.
 *
 * @param files whose the cluster and the binaries have to be
 * @param prefix the words before a command
 */
record Runner(Ownership files, List<String> prefix) {

    /** An account that PostgreSQL can run as: initdb wants a name for its user id. */
    private record Account(String name, Ownership id) {}

    /**
     * Whose account root's PostgreSQL gets, the first that exists: one the operator made for it, then the one made for
     * PostgreSQL, then the one that owns nothing. A made-up user id will not do: initdb wants a name for it.
     */
    private static final List<String> ACCOUNTS = List.of("openinbox", "postgres", "nobody");

    private static final String PATH =
            Optional.ofNullable(System.getenv("PATH")).orElse("") + ":/usr/sbin:/usr/bin:/sbin:/bin";

    static Runner choose(DataDirectory directory) throws IOException {
        if (!Ownership.isRoot()) {
            return new Runner(Ownership.ofThisProcess(), List.of());
        }
        Account account = accountFor(directory);
        String uid = Integer.toString(account.id.uid());
        String gid = Integer.toString(account.id.gid());
        Stream<Runner> ways = Stream.of(
                        way(
                                account.id,
                                "setpriv",
                                "--reuid=" + uid,
                                "--regid=" + gid,
                                "--clear-groups",
                                "--no-new-privs",
                                "--"),
                        way(account.id, "su", "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", "--", account.name),
                        // This one keeps root's access to files, so it works below a 0700 home; the kernel sees root,
                        // without its powers, and PostgreSQL sees the account.
                        way(Ownership.ROOT, "unshare", "-U", "--map-user=" + uid, "--map-group=" + gid, "--"))
                .flatMap(Optional::stream);
        return ways.filter(runner -> runner.reaches(directory.path()))
                .findFirst()
                .orElseThrow(() -> new EmbeddedPostgresException(
                        "PostgreSQL refuses to run as root and neither setpriv, su nor unshare can run it as %s in %s: run OpenInbox as an ordinary user who owns that directory."
                                .formatted(account.name, directory.path())));
    }

    private static Optional<Runner> way(Ownership files, String program, String... arguments) {
        return find(program).map(path -> {
            List<String> prefix = new ArrayList<>(List.of(path));
            prefix.addAll(List.of(arguments));
            return new Runner(files, prefix);
        });
    }

    /** Root working in somebody's directory works as that somebody, who must not find the database locked afterwards. */
    private static Account accountFor(DataDirectory directory) throws IOException {
        Ownership owner = Ownership.of(directory.path());
        if (owner.uid() != 0) {
            return new Account(Files.getOwner(directory.path()).getName(), owner);
        }
        List<Account> known = accounts();
        return ACCOUNTS.stream()
                .flatMap(name -> known.stream().filter(account -> account.name.equals(name)))
                .findFirst()
                .orElseThrow(() -> new EmbeddedPostgresException(
                        "PostgreSQL refuses to run as root and this machine has none of the accounts %s: run OpenInbox as an ordinary user, or add one of them."
                                .formatted(String.join(", ", ACCOUNTS))));
    }

    private static List<Account> accounts() throws IOException {
        List<Account> accounts = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("/etc/passwd"))) {
            String[] fields = line.split(":", -1);
            if (fields.length == 7) {
                accounts.add(new Account(
                        fields[0], new Ownership(Integer.parseInt(fields[2]), Integer.parseInt(fields[3]))));
            }
        }
        return accounts;
    }

    private boolean reaches(Path directory) {
        try {
            Process probe = command(List.of("/bin/sh", "-c", "cd \"$0\"", directory.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return Processes.waitFor(probe) == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    /** The command with a clean environment: PGDATA, PGOPTIONS and the like are not ours. */
    ProcessBuilder command(List<String> words) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(words);
        return builder(all);
    }

    /**
     * The command in a session of its own: Ctrl-C goes to all of the terminal's processes, and the server still needs its
     * database while it shuts down.
     */
    ProcessBuilder daemon(List<String> words) {
        List<String> all = new ArrayList<>(newSession());
        all.addAll(prefix);
        all.addAll(words);
        return builder(all);
    }

    private static ProcessBuilder builder(List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(new File("/"))
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", PATH);
        environment.put("LC_ALL", "C");
        return builder;
    }

    /** Linux has setsid; macOS has perl instead. */
    private static List<String> newSession() {
        return find("setsid")
                .map(List::of)
                .or(() -> find("perl")
                        .map(perl -> List.of(perl, "-e", "use POSIX; POSIX::setsid(); exec { $ARGV[0] } @ARGV;")))
                .orElse(List.of());
    }

    private static Optional<String> find(String program) {
        return Stream.of(PATH.split(":", -1))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
