package io.openinbox.server;

import io.openinbox.server.config.InboxCore;
import io.openinbox.server.config.InboxSettings;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** A running server: tests and the command line go through this one door. Closing it lets requests under way finish. */
public final class InboxServer implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private InboxServer(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts serving; returns once requests are answered.
     *
     * @param dataSource the one the core was made with, whose schema is migrated; the caller closes it after the server
     */
    public static InboxServer start(InboxSettings settings, InboxCore core, DataSource dataSource) {
        var application = new SpringApplication(ServerConfiguration.class);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        // Whoever started the server stops it, and then the database: a hook of Spring's own would race with that.
        application.setRegisterShutdownHook(false);
        application.addInitializers((ApplicationContextInitializer<ConfigurableApplicationContext>) context -> {
            context.getEnvironment().getPropertySources().addFirst(ports(settings));
            context.getBeanFactory().registerSingleton("inboxSettings", settings);
            context.getBeanFactory().registerSingleton("inboxCore", core);
            context.getBeanFactory().registerSingleton("dataSource", dataSource);
        });
        return new InboxServer(application.run());
    }

    /** The port requests are answered on. */
    public int port() {
        return localPort("local.server.port");
    }

    /** The port of health and readiness, on this machine alone. */
    public int managementPort() {
        return localPort("local.management.port");
    }

    @Override
    public void close() {
        context.close();
    }

    private static MapPropertySource ports(InboxSettings settings) {
        return new MapPropertySource(
                "inboxSettings",
                Map.of(
                        "server.port", settings.port(),
                        "server.address", settings.bind(),
                        "management.server.port", settings.managementPort()));
    }

    private int localPort(String property) {
        return context.getEnvironment().getRequiredProperty(property, Integer.class);
    }
}
