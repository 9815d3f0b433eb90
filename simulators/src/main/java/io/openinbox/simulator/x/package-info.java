/**
 * A simulated X: OAuth 2 with PKCE, users, direct messages, webhooks with their challenge, activity subscriptions and
 * signed deliveries. {@link io.openinbox.simulator.x.XSimulator} is the way in; {@code Api} holds the route table.
 *
 * <p>Invariants: event ids are snowflakes of the simulator's clock, unique and rising; what X gives back of a text is
 * fixed once, when the message is accepted, so a read and a delivery always agree; every accepted message has its
 * deliveries entered in the log before the call that made it is answered, so waiting for idleness never races an echo.
 *
 * <p>Left out: media, the activity stream, encrypted conversations beyond an opaque delivery.
 */
@NullMarked
package io.openinbox.simulator.x;

import org.jspecify.annotations.NullMarked;
