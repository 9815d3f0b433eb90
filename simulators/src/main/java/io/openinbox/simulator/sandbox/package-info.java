/**
 * A platform of our own on which everything the product knows can be done, for tests and demonstrations: {@link
 * io.openinbox.simulator.sandbox.SandboxSimulator} speaks the wire that the sandbox's connector describes.
 */
@NullMarked
package io.openinbox.simulator.sandbox;

import org.jspecify.annotations.NullMarked;
