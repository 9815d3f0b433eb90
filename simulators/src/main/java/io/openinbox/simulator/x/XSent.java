package io.openinbox.simulator.x;

/**
 * A message that X accepted from an app.
 *
 * @param posts how many POSTs with the same text to the same conversation X has seen from the account, refused ones
 *     included; X has no idempotency key, so every accepted one is a message of its own
 */
public record XSent(XEvent event, int posts) {}
