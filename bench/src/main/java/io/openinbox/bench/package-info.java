/**
 * How fast the server is, beside how fast its own statements run in the same database: a dataset, a load generator that
 * costs little, pgbench, and the jobs that are measured. {@code docs/bench.md} says how to read the figures.
 */
@NullMarked
package io.openinbox.bench;

import org.jspecify.annotations.NullMarked;
