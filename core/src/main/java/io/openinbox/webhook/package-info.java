/**
 * Webhooks: endpoints of a team's own, told of its events, signed, again and again until they have them. The event log is
 * the outbox: a planner walks it and writes deliveries, so that nothing of this is in the transaction of a change. One node at
 * a time delivers to an endpoint, by lease; events reach it first in their order, bodies never change, and an endpoint that
 * does not answer holds up no other. May use everything above it.
 */
@NullMarked
package io.openinbox.webhook;

import org.jspecify.annotations.NullMarked;
