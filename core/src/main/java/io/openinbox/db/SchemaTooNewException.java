package io.openinbox.db;

/** The database was made by a newer version; running on would risk its data. */
public final class SchemaTooNewException extends RuntimeException {

    private static final long serialVersionUID = 1;

    SchemaTooNewException(String version) {
        super("The database has schema version " + version
                + ", which this version of OpenInbox does not know: start the newer version that made it.");
    }
}
