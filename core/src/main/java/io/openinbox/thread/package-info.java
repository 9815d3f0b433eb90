/** Threads, their views, assignment and archive. May use everything up to {@code person}. */
@NullMarked
package io.openinbox.thread;

import org.jspecify.annotations.NullMarked;
