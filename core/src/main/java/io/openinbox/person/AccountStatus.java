package io.openinbox.person;

/** What the platform last said of a person's account itself. */
public enum AccountStatus {
    ACTIVE("active"),
    SUSPENDED("suspended"),
    NOT_FOUND("notFound");

    private final String storedName;

    AccountStatus(String storedName) {
        this.storedName = storedName;
    }

    /** As the database and the APIs spell it. */
    public String storedName() {
        return storedName;
    }

    static AccountStatus ofStoredName(String name) {
        for (AccountStatus status : values()) {
            if (status.storedName.equals(name)) {
                return status;
            }
        }
        throw new IllegalStateException(
                "A profile has the account status " + name + ", which this version does not know.");
    }
}
