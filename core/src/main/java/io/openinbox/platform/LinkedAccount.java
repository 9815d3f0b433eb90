package io.openinbox.platform;

/**
 * Who a platform says we are.
 *
 * @param username without a display prefix
 * @param image an address, or empty
 */
public record LinkedAccount(String platformId, String username, String name, String image) {}
