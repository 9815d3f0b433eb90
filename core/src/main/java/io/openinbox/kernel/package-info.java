@NullMarked
package io.openinbox.kernel;

import org.jspecify.annotations.NullMarked;
