package io.openinbox.platform;

/**
 * What the platform bounds, checked before a send reaches it.
 *
 * @param characters the longest text, in code points: an emoji counts as one
 */
public record Limits(int characters) {}
