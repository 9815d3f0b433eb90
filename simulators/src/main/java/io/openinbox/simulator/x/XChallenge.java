package io.openinbox.simulator.x;

/**
 * Outcome of a webhook's challenge (CRC).
 *
 * @param answer what came back, in words; never holds the token
 */
public record XChallenge(boolean valid, String answer) {}
