package io.openinbox.server.config;

import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;

/** Reads the settings as Spring would, from the environment, system properties and {@code application.yaml} files. */
public final class SettingsLoader {

    private static final String ROOT = "inbox";

    private SettingsLoader() {}

    /**
     * Of this process.
     *
     * @throws SettingsException for a setting nobody could run with
     */
    public static InboxSettings load() {
        var environment = new StandardEnvironment();
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        return load(environment);
    }

    /** As above, of a given environment. */
    public static InboxSettings load(ConfigurableEnvironment environment) {
        InboxSettings settings;
        try {
            settings = Binder.get(environment).bindOrCreate(ROOT, InboxSettings.class);
        } catch (BindException e) {
            // The value stays out of the message: it may be a secret in the wrong place.
            throw new SettingsException(
                    String.valueOf(e.getName()),
                    "has a value of the wrong kind: application-reference.yaml shows its form.");
        }
        SettingsCheck.check(settings);
        return settings;
    }
}
