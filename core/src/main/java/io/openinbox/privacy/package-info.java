/** How long things are kept: over everything above it, which it may use. */
@NullMarked
package io.openinbox.privacy;

import org.jspecify.annotations.NullMarked;
