/**
 * The embedded PostgreSQL: unpacks the binaries artifact, makes the cluster once, runs it for as long as it is needed and
 * stops it cleanly. Plain Java; uses no other package of ours.
 *
 * <p>Invariants: whoever touches the cluster holds the data directory's lock; a cluster exists only whole; nothing is
 * served by a PostgreSQL that does not flush what it has confirmed; only the owner of the data directory can read the
 * cluster and its password.
 */
@NullMarked
package io.openinbox.server.embedded;

import org.jspecify.annotations.NullMarked;
