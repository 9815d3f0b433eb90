/**
 * Tags, statuses in their order, and colours. Whoever changes the set of them locks the team's row first. May use everything
 * up to {@code account}.
 */
@NullMarked
package io.openinbox.pipeline;

import org.jspecify.annotations.NullMarked;
