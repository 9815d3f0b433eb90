/** What {@code ./inbox doctor} looks at: each finding is a sentence, with the remedy where something is wrong. */
@NullMarked
package io.openinbox.server.doctor;

import org.jspecify.annotations.NullMarked;
