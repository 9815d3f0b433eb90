@NullMarked
package io.openinbox.simulator;

import org.jspecify.annotations.NullMarked;
