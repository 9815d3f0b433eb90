/**
 * Twelve made-up people and a shop, living on the simulated platform so that an inbox has somebody in it. May use {@code
 * simulator.x}. What they say stands in {@code people.json}.
 */
@NullMarked
package io.openinbox.simulator.demo;

import org.jspecify.annotations.NullMarked;
