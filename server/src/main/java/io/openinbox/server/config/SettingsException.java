package io.openinbox.server.config;

import java.util.Locale;

/** A setting the installation cannot or must not run with; the message is one sentence that names it. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * @param property by its Spring name, such as {@code inbox.data-dir}
     * @param problem what is wrong and what to do, without the value where that is a secret
     */
    public SettingsException(String property, String problem) {
        super(environmentName(property) + " (" + property + ") " + problem);
    }

    private static String environmentName(String property) {
        return property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
