package io.openinbox.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openinbox.server.limit.Limits;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.FileSystemResource;

final class SettingsTest {

    @Test
    void nothing_set_is_a_server_on_this_machine_with_a_database_of_its_own() {
        InboxSettings settings = load();

        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.bind()).isEqualTo("127.0.0.1");
        assertThat(settings.managementPort()).isEqualTo(8081);
        assertThat(settings.dataDir()).isEqualTo(Path.of("data"));
        assertThat(settings.database().isEmbedded()).isTrue();
        assertThat(settings.publicUrl(8080)).isEqualTo(URI.create("http://localhost:8080"));
        assertThat(settings.ownerEmail()).isEqualTo("owner@localhost");
        assertThat(settings.v1XName()).isEqualTo("x");
        assertThat(settings.rateLimit()).isTrue();
        assertThat(settings.x().connector()).isEmpty();
        assertThat(settings.x().receive()).isEqualTo(InboxSettings.Receive.AUTO);
        assertThat(settings.send().times().deadline()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void every_name_of_the_reference_is_read_from_the_environment() {
        InboxSettings settings = load(
                "INBOX_PORT=9000",
                "INBOX_BIND=0.0.0.0",
                "INBOX_MANAGEMENT_PORT=9001",
                "INBOX_DATA_DIR=/var/lib/openinbox-that-is-not-there",
                "INBOX_DATABASE_URL=jdbc:postgresql://db/inbox",
                "INBOX_DATABASE_USERNAME=u",
                "INBOX_DATABASE_PASSWORD=p",
                "INBOX_MASTER_KEY=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "INBOX_PUBLIC_URL=https://inbox.example.org",
                "INBOX_TRUSTED_PROXIES=10.0.0.1,10.1.0.0/16",
                "INBOX_ALLOW_CIDR=192.168.0.0/16",
                "INBOX_OWNER_EMAIL=you@example.org",
                "INBOX_SMTP_URL=smtps://mail.example.org:465",
                "INBOX_V1_X_NAME=twitter",
                "INBOX_RATE_LIMIT=off",
                "INBOX_RATE_LIMIT_PER_MINUTE=600",
                "INBOX_RATE_LIMIT_PER_HOUR=20000",
                "INBOX_RATE_LIMIT_PER_DAY=200000",
                "INBOX_SEND_DEADLINE=40s",
                "INBOX_SEND_LOOK_UPS=40s,2m",
                "INBOX_SEND_LOOK_UP_INTERVAL=5m",
                "INBOX_SEND_GIVE_UP=2h",
                "INBOX_X_API_URL=http://127.0.0.1:9090",
                "INBOX_X_AUTHORIZE_URL=http://127.0.0.1:9090/authorize",
                "INBOX_X_CLIENT_ID=i",
                "INBOX_X_CLIENT_SECRET=s",
                "INBOX_X_CONSUMER_SECRET=c",
                "INBOX_X_BEARER_TOKEN=b",
                "INBOX_X_RECEIVE=webhook",
                "INBOX_X_READS_PER_DAY=4000",
                "INBOX_X_READS_PER_TEAM_PER_DAY=1500",
                "INBOX_SANDBOX_API_URL=http://127.0.0.1:9091",
                "INBOX_SANDBOX_SECRET=q");

        assertThat(settings.port()).isEqualTo(9000);
        assertThat(settings.bind()).isEqualTo("0.0.0.0");
        assertThat(settings.managementPort()).isEqualTo(9001);
        assertThat(settings.dataDir()).isEqualTo(Path.of("/var/lib/openinbox-that-is-not-there"));
        assertThat(settings.database()).isEqualTo(new InboxSettings.Database("jdbc:postgresql://db/inbox", "u", "p"));
        assertThat(settings.masterKey()).isNotBlank();
        assertThat(settings.publicUrl(1)).isEqualTo(URI.create("https://inbox.example.org"));
        assertThat(settings.isPublicUrlSecure()).isTrue();
        assertThat(settings.trustedProxies()).containsExactly("10.0.0.1", "10.1.0.0/16");
        assertThat(settings.allowCidr()).containsExactly("192.168.0.0/16");
        assertThat(settings.ownerEmail()).isEqualTo("you@example.org");
        assertThat(settings.smtpUrl()).isEqualTo(URI.create("smtps://mail.example.org:465"));
        assertThat(settings.v1XName()).isEqualTo("twitter");
        assertThat(settings.rateLimit()).isFalse();
        assertThat(settings.limits()).isEqualTo(new Limits(600, 20_000, 200_000));
        assertThat(settings.send())
                .isEqualTo(new InboxSettings.Send(
                        Duration.ofSeconds(40),
                        List.of(Duration.ofSeconds(40), Duration.ofMinutes(2)),
                        Duration.ofMinutes(5),
                        Duration.ofHours(2)));
        assertThat(settings.x())
                .isEqualTo(new InboxSettings.X(
                        "http://127.0.0.1:9090",
                        "http://127.0.0.1:9090/authorize",
                        "i",
                        "s",
                        "c",
                        "b",
                        InboxSettings.Receive.WEBHOOK,
                        4000,
                        1500));
        assertThat(settings.sandbox()).isEqualTo(new InboxSettings.Sandbox(URI.create("http://127.0.0.1:9091"), "q"));
        assertThat(settings.x().connector()).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            INBOX_PORT=99999                                  | INBOX_PORT (inbox.port)
            INBOX_PORT=eighty                                 | INBOX_PORT (inbox.port)
            INBOX_MANAGEMENT_PORT=8080                        | INBOX_MANAGEMENT_PORT (inbox.management-port)
            INBOX_DATA_DIR=/dev/null                          | INBOX_DATA_DIR (inbox.data-dir)
            INBOX_DATABASE_URL=mysql://db                     | INBOX_DATABASE_URL (inbox.database.url)
            INBOX_DATABASE_URL=jdbc:postgresql://db/i?password=geheim | INBOX_DATABASE_URL (inbox.database.url)
            INBOX_DATABASE_PASSWORD=geheim                    | INBOX_DATABASE_URL (inbox.database.url)
            INBOX_MASTER_KEY=geheim                           | INBOX_MASTER_KEY (inbox.master-key)
            INBOX_PUBLIC_URL=inbox.example.org                | INBOX_PUBLIC_URL (inbox.public-url)
            INBOX_PUBLIC_URL=https://inbox.example.org/inbox  | INBOX_PUBLIC_URL (inbox.public-url)
            INBOX_TRUSTED_PROXIES=everybody                   | INBOX_TRUSTED_PROXIES (inbox.trusted-proxies)
            INBOX_ALLOW_CIDR=lan                              | INBOX_ALLOW_CIDR (inbox.allow-cidr)
            INBOX_OWNER_EMAIL=me                              | INBOX_OWNER_EMAIL (inbox.owner-email)
            INBOX_SMTP_URL=https://mail                       | INBOX_SMTP_URL (inbox.smtp-url)
            INBOX_V1_X_NAME=X                                 | INBOX_V1_X_NAME (inbox.v1-x-name)
            INBOX_RATE_LIMIT=sometimes                        | INBOX_RATE_LIMIT (inbox.rate-limit)
            INBOX_RATE_LIMIT_PER_MINUTE=0                     | INBOX_RATE_LIMIT_PER_MINUTE (inbox.rate-limit-per-minute)
            INBOX_RATE_LIMIT_PER_HOUR=-1                      | INBOX_RATE_LIMIT_PER_HOUR (inbox.rate-limit-per-hour)
            INBOX_RATE_LIMIT_PER_DAY=0                        | INBOX_RATE_LIMIT_PER_DAY (inbox.rate-limit-per-day)
            INBOX_SEND_DEADLINE=5s                            | INBOX_SEND_DEADLINE (inbox.send.deadline)
            INBOX_X_API_URL=http://api.x.example              | INBOX_X_API_URL (inbox.x.api-url)
            INBOX_X_API_URL=https://api.x.com/2               | INBOX_X_API_URL (inbox.x.api-url)
            INBOX_X_READS_PER_DAY=-1                          | INBOX_X_READS_PER_DAY (inbox.x.reads-per-day)
            INBOX_SANDBOX_API_URL=http://127.0.0.1:9091       | INBOX_SANDBOX_API_URL (inbox.sandbox.api-url)
            INBOX_X_RECEIVE=pigeon                            | INBOX_X_RECEIVE (inbox.x.receive)
            INBOX_X_RECEIVE=webhook                           | INBOX_X_RECEIVE (inbox.x.receive)
            INBOX_X_RECEIVE=stream                            | INBOX_X_RECEIVE (inbox.x.receive)
            """)
    void a_setting_nobody_can_run_with_is_refused_in_one_sentence_that_names_it(String setting, String start) {
        assertThatThrownBy(() -> load(setting))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(start)
                .hasMessageEndingWith(".")
                .message()
                .doesNotContain("geheim", "\n");
    }

    @Test
    void a_variable_that_is_there_and_empty_says_nothing() {
        assertThat(load(
                        "INBOX_MASTER_KEY=",
                        "INBOX_PUBLIC_URL=",
                        "INBOX_DATABASE_URL=",
                        "INBOX_DATABASE_PASSWORD=",
                        "INBOX_TRUSTED_PROXIES=",
                        "INBOX_SMTP_URL=",
                        "INBOX_X_CLIENT_ID=",
                        "INBOX_X_BEARER_TOKEN="))
                .isEqualTo(load());
    }

    @Test
    void the_reference_names_every_setting_with_its_default_and_its_variable() throws IOException {
        Path reference = Path.of("../application-reference.yaml");
        PropertySource<?> file = new YamlPropertySourceLoader()
                .load("reference", new FileSystemResource(reference))
                .getFirst();
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(file);

        assertThat(SettingsLoader.load(environment)).isEqualTo(load());
        List<String> named = List.of(((EnumerablePropertySource<?>) file).getPropertyNames());
        assertThat(named).containsExactlyInAnyOrderElementsOf(properties("inbox", InboxSettings.class));
        for (String property : named) {
            String variable = property.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
            assertThat(reference).content().containsPattern("# " + variable + "(?!\\w)");
        }
    }

    private static List<String> properties(String prefix, Class<?> type) {
        List<String> names = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
            names.addAll(component.getType().isRecord() ? properties(name, component.getType()) : List.of(name));
        }
        return names;
    }

    @Test
    void settings_keep_their_secrets_out_of_logs() {
        String text = load(
                        "INBOX_X_CLIENT_SECRET=geheim",
                        "INBOX_DATABASE_URL=jdbc:postgresql://db/i",
                        "INBOX_DATABASE_PASSWORD=geheim")
                .toString();

        assertThat(text).doesNotContain("geheim");
    }

    private static InboxSettings load(String... variables) {
        Map<String, Object> values = new HashMap<>();
        Arrays.stream(variables).forEach(variable -> {
            String[] parts = variable.split("=", 2);
            values.put(parts[0], parts[1]);
        });
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .forEach(source -> environment.getPropertySources().remove(source.getName()));
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, values));
        return SettingsLoader.load(environment);
    }
}
