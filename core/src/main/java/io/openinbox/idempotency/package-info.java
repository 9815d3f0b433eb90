/** Keys under which a client may repeat a request without repeating its effect. May use {@code kernel} and {@code db}. */
@NullMarked
package io.openinbox.idempotency;

import org.jspecify.annotations.NullMarked;
