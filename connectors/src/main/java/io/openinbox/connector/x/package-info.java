/** The connector to X: OAuth 2 tokens, direct messages through API v2, deliveries of the X Activity API. */
@NullMarked
package io.openinbox.connector.x;

import org.jspecify.annotations.NullMarked;
