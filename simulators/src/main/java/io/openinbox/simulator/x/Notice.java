package io.openinbox.simulator.x;

/**
 * Something a linked account's webhook is told.
 *
 * @param eventId the message's id; empty for events that are no message
 * @param lane notices of one lane are posted one after another, in the order in which they happened
 * @param echo whether it tells of a message that an app sent through the API
 */
record Notice(String eventId, String eventUuid, String eventType, String accountId, String lane, boolean echo) {}
