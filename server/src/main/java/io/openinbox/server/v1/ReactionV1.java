package io.openinbox.server.v1;

import java.time.Instant;

/** @param senderPlatformId who reacted, by their id on the platform: the account's own for ours */
record ReactionV1(String emoji, String senderPlatformId, Instant createdAt) {}
