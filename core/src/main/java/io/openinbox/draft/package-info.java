/** Answers that are being written: one per member and thread, so that a reload, a crash or another device loses nothing. */
@NullMarked
package io.openinbox.draft;

import org.jspecify.annotations.NullMarked;
