@NullMarked
package io.openinbox.simulator.x;

import org.jspecify.annotations.NullMarked;
