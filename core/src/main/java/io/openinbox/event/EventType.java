package io.openinbox.event;

/** What can happen in a team. Each API version shows the types it has a word for. */
public enum EventType {
    THREAD_CREATED("thread.created"),
    THREAD_DELETED("thread.deleted"),
    THREAD_ASSIGNED("thread.assigned"),
    THREAD_UNASSIGNED("thread.unassigned"),
    THREAD_ARCHIVED("thread.archived"),
    THREAD_UNARCHIVED("thread.unarchived"),
    MESSAGE_CREATED("message.created"),
    MESSAGE_DELETED("message.deleted"),
    PROFILE_CREATED("prospect.created"),
    PROFILE_ENRICHED("prospect.enriched");

    private final String storedName;

    EventType(String storedName) {
        this.storedName = storedName;
    }

    public String storedName() {
        return storedName;
    }

    static EventType ofStoredName(String name) {
        for (EventType type : values()) {
            if (type.storedName.equals(name)) {
                return type;
            }
        }
        throw new IllegalStateException("The event log holds the type " + name + ", which this version does not know.");
    }
}
