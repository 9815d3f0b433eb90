package io.openinbox.server.cli;

import java.net.URI;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "sign-in-link",
        mixinStandardHelpOptions = true,
        description = "Prints a link that signs a person in, once, within 15 minutes.")
final class SignInLinkCommand implements Runnable {

    @Option(names = "--email", required = true, description = "The person's address.")
    private String email = "";

    @Override
    public void run() {
        try (Installation installation = Installation.forCommand()) {
            var settings = installation.settings();
            System.out.println(link(
                    settings.publicUrl(settings.port()),
                    installation.core().signInLinks().create(email)));
        }
    }

    static String link(URI publicUrl, String secret) {
        return publicUrl + "/sign-in?secret=" + secret;
    }
}
