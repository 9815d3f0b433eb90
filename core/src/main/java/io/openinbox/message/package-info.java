/** Messages in both directions: ingest, where nothing is lost or doubled, and send, where nothing is sent twice. May use everything up to {@code thread}. */
@NullMarked
package io.openinbox.message;

import org.jspecify.annotations.NullMarked;
