package io.openinbox.server.embedded;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Java process that opens the embedded PostgreSQL and holds it until it is told to close, or killed. */
final class OtherProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final BufferedWriter input;

    private OtherProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
        this.input = process.outputWriter();
    }

    static OtherProcess run(String mode, Path dataDir) throws IOException {
        return run(List.of(), System.getProperty("java.class.path"), mode, dataDir);
    }

    /**
     * @param prefix the words before the command
     * @param mode "start" or "join"
     */
    static OtherProcess run(List<String> prefix, String classPath, String mode, Path dataDir) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                OtherProcess.class.getName(),
                mode,
                dataDir.toString()));
        return new OtherProcess(new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The next line it prints: "url password" when it is open, "refused message" when it could not. */
    String line() throws IOException {
        String line = output.readLine();
        return line == null ? "ended" : line;
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** What Ctrl-C or an init system does. */
    void interrupt() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    /** Closes the database and waits for the end. */
    @Override
    public void close() throws IOException, InterruptedException {
        input.close();
        process.waitFor();
    }

    static void main(String[] arguments) throws IOException {
        Path dataDir = Path.of(arguments[1]);
        try (EmbeddedPostgres postgres = arguments[0].equals("start")
                ? EmbeddedPostgres.start(dataDir, progress -> {})
                : EmbeddedPostgres.join(dataDir, progress -> {})) {
            print(postgres.jdbcUrl() + " " + postgres.password());
            System.in.readAllBytes();
        } catch (EmbeddedPostgresException e) {
            print("refused " + e.getMessage());
        }
    }

    private static void print(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
