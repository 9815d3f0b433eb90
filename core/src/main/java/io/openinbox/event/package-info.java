/** The team's event log: appended in the transaction of the change it tells. May use {@code kernel} and {@code db}. */
@NullMarked
package io.openinbox.event;

import org.jspecify.annotations.NullMarked;
