/** Load, and beside it what PostgreSQL alone does with the same work: figures mean something as a ratio only. */
@NullMarked
package io.openinbox.bench;

import org.jspecify.annotations.NullMarked;
