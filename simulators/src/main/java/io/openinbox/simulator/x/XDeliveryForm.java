package io.openinbox.simulator.x;

/** The two bodies in which X has delivered direct-message events. */
public enum XDeliveryForm {
    /** The X Activity API's envelope, {@code {"data":{"event_uuid":…}}}. */
    ACTIVITY,
    /** The older Account Activity API's body, {@code {"for_user_id":…}}, with its own user objects. */
    ACCOUNT_ACTIVITY
}
