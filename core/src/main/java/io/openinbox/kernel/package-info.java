/**
 * What every feature stands on: ids, pages and cursors, the closed set of error codes, the clock. Uses nothing of ours.
 */
@NullMarked
package io.openinbox.kernel;

import org.jspecify.annotations.NullMarked;
