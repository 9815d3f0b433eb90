@NullMarked
package io.openinbox.bench;

import org.jspecify.annotations.NullMarked;
