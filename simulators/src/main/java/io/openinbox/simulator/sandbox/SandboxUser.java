package io.openinbox.simulator.sandbox;

/** Somebody on the sandbox. */
public record SandboxUser(String id, String username, String name) {}
