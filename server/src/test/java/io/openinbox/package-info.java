/** Rules over the whole product. */
@NullMarked
package io.openinbox;

import org.jspecify.annotations.NullMarked;
