@NullMarked
package io.openinbox.simulator.demo;

import org.jspecify.annotations.NullMarked;
