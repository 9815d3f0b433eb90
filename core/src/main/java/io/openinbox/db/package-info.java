/** Transactions, SQL values, migrations, the nodes over one database. May use {@code kernel}. */
@NullMarked
package io.openinbox.db;

import org.jspecify.annotations.NullMarked;
