/**
 * Made-up people and a shop, living on the simulated platforms so that an inbox has somebody in it: twelve on X, whose words
 * stand in {@code people.json}, and two on the sandbox, who react, quote and edit. May use {@code simulator.x} and {@code
 * simulator.sandbox}.
 */
@NullMarked
package io.openinbox.simulator.demo;

import org.jspecify.annotations.NullMarked;
