package io.openinbox.simulator.x;

import java.io.PrintStream;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The simulated X for a person at a terminal: a shop whose account can be linked, and two people who may write. */
public final class XSimulatorProgram {

    private static final String DEFAULT_SERVER = "http://127.0.0.1:8080";

    private XSimulatorProgram() {}

    /**
     * Runs until the process ends, delivering to the server that {@code INBOX_PUBLIC_URL} names or to the default one.
     *
     * @throws java.io.UncheckedIOException when the port cannot be had
     */
    public static void run(int port, PrintStream out) throws InterruptedException {
        run(port, null, out);
    }

    /**
     * Runs until the process ends.
     *
     * @param webhook where deliveries go; null as in {@link #run(int, PrintStream)}
     * @throws java.io.UncheckedIOException when the port cannot be had
     * @throws IllegalArgumentException when the address is none
     */
    public static void run(int port, @Nullable String webhook, PrintStream out) throws InterruptedException {
        XSimulator x = start(port, webhook, System.getenv(), out);
        Runtime.getRuntime().addShutdownHook(new Thread(x::close, "simulated-x-stop"));
        new CountDownLatch(1).await();
    }

    /** Starts, prints what a person needs, and returns. */
    static XSimulator start(int port, @Nullable String webhook, Map<String, String> environment, PrintStream out) {
        URI target = webhook == null
                ? ControlFields.webhook(
                        "INBOX_PUBLIC_URL",
                        withoutSlash(environment.getOrDefault("INBOX_PUBLIC_URL", DEFAULT_SERVER)) + "/hooks/x")
                : ControlFields.webhook("--webhook", webhook);
        XSimulator x = XSimulator.start(XSettings.defaults().withPort(port).withLoopbackWebhooks());
        XUser shop = x.addUser("shop", "The Shop");
        x.update(shop.withProfile("Ceramics and repairs", "Oslo", "https://shop.example"));
        x.update(x.addUser("rosa", "Rosa Lind").withProfile("Ceramics", "Oslo", ""));
        x.update(x.addUser("noor", "Noor Haddad").withProfile("Collects teapots", "Utrecht", ""));
        x.deliverUnchallenged(target);
        print(x, x.link(shop), target, out);
        return x;
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static void print(XSimulator x, XTokens tokens, URI webhook, PrintStream out) {
        out.print("""
                A simulated X listens on %1$s (help: curl %1$s/simulator). Everything is forgotten when it stops.

                1. In the server's terminal, before ./inbox start:

                export INBOX_X_API_URL=%1$s
                export INBOX_X_AUTHORIZE_URL=%2$s
                export INBOX_X_CLIENT_ID=%3$s
                export INBOX_X_CLIENT_SECRET=%4$s
                export INBOX_X_CONSUMER_SECRET=%5$s
                export INBOX_X_BEARER_TOKEN=%6$s

                2. Link the account @shop, in the web inbox or by its tokens:

                access token:  %7$s
                refresh token: %8$s
                ./inbox link x --team SLUG --access-token %7$s --refresh-token %8$s

                3. A person (rosa or noor) writes to @shop; it is delivered to %9$s:

                curl -X POST %1$s/simulator/write -d from=rosa --data-urlencode text='Is this still available?'

                4. What X received from @shop:

                curl %1$s/simulator/sent

                """.formatted(
                        x.baseUrl(),
                        x.authorizeUrl(),
                        x.clientId(),
                        x.clientSecret(),
                        x.consumerSecret(),
                        x.bearerToken(),
                        tokens.accessToken(),
                        tokens.refreshToken(),
                        webhook));
        out.flush();
    }
}
