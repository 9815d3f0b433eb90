package io.openinbox.platform;

/** What people write into their profiles, of what {@link ProfileFacts} holds. */
public enum ProfileField {
    USERNAME,
    DISPLAY_NAME,
    IMAGE,
    BIO,
    LOCATION,
    WEBSITE_URL
}
