/**
 * The connector to X: OAuth 2 tokens, direct messages through API v2, deliveries of the X Activity API.
 *
 * <p>{@link io.openinbox.connector.x.XConnector} is the SPI; {@code XSession} calls in an account's name and renews its
 * tokens, {@code XClient} makes the calls, {@code XAnswer} says how one ended and {@code XProblem} why it was refused;
 * {@code XHistory} reads what was written lately, {@code XDeliveries} what X posts to us, both with {@code XMessages},
 * {@code XText}, {@code XAttachment} and {@code XProfile}.
 *
 * <p>Invariants: a message is posted once, or a second time after a 401; a request that was given up before it went out
 * never goes out; nothing that is thrown, returned as a detail or printed holds a token or a message's text.
 */
@NullMarked
package io.openinbox.connector.x;

import org.jspecify.annotations.NullMarked;
