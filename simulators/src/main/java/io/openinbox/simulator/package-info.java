/**
 * Simulated platforms: each speaks the real wire protocol of the platform it stands for, on a loopback port, with its
 * state in memory. Tests drive them as a library, {@code ./inbox simulate} and the demo run them as programs.
 *
 * <p>A simulator is the other side of the wire. It therefore uses nothing of core or the connectors, so that a
 * misunderstanding of the protocol on one side cannot hide behind shared code.
 */
@NullMarked
package io.openinbox.simulator;

import org.jspecify.annotations.NullMarked;
