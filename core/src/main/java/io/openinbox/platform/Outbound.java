package io.openinbox.platform;

/**
 * A text to deliver.
 *
 * @param recipientPlatformId the person's id on the platform
 * @param text at least one character, within the platform's {@link Limits}
 */
public record Outbound(String recipientPlatformId, String text) {}
