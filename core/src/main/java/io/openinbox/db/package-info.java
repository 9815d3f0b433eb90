/** Transactions, SQL values, migrations. May use {@code kernel}. */
@NullMarked
package io.openinbox.db;

import org.jspecify.annotations.NullMarked;
