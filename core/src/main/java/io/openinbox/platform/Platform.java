package io.openinbox.platform;

/**
 * A messaging platform by the name the database stores, such as {@code x}. How an API spells it is that API's matter.
 *
 * @param name lower-case letters
 */
public record Platform(String name) {

    public static final Platform X = new Platform("x");

    public Platform {
        if (!name.matches("[a-z]+")) {
            throw new IllegalArgumentException("a platform's name is lower-case letters, not " + name);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
