package io.openinbox.simulator.x;

import java.time.Instant;

/**
 * A person or business on X. Immutable; {@link XSimulator#update} puts a changed copy in place.
 *
 * @param id decimal digits, at most 19, never changes
 * @param username 1 to 15 letters, digits or underscores; may change
 * @param pictureUrl address of the small picture, ends in {@code _normal.jpg}
 * @param verifiedType {@code blue}, {@code business}, {@code government} or {@code none}
 */
public record XUser(
        String id,
        String username,
        String name,
        String description,
        String location,
        String url,
        String pictureUrl,
        String verifiedType,
        boolean isProtected,
        int followers,
        int following,
        Instant createdAt) {

    static XUser of(String id, String username, String name) {
        return new XUser(
                id,
                username,
                name,
                "",
                "",
                "",
                "https://pbs.example/profile_images/" + id + "_normal.jpg",
                "none",
                false,
                97,
                12,
                Instant.parse("2019-03-02T10:00:00Z"));
    }

    public XUser withUsername(String value) {
        return new XUser(
                id,
                value,
                name,
                description,
                location,
                url,
                pictureUrl,
                verifiedType,
                isProtected,
                followers,
                following,
                createdAt);
    }

    public XUser withName(String value) {
        return new XUser(
                id,
                username,
                value,
                description,
                location,
                url,
                pictureUrl,
                verifiedType,
                isProtected,
                followers,
                following,
                createdAt);
    }

    /** The parts of a profile that a person fills in. */
    public XUser withProfile(String newDescription, String newLocation, String newUrl) {
        return new XUser(
                id,
                username,
                name,
                newDescription,
                newLocation,
                newUrl,
                pictureUrl,
                verifiedType,
                isProtected,
                followers,
                following,
                createdAt);
    }

    public XUser withPictureUrl(String value) {
        return new XUser(
                id,
                username,
                name,
                description,
                location,
                url,
                value,
                verifiedType,
                isProtected,
                followers,
                following,
                createdAt);
    }

    public XUser withVerifiedType(String value) {
        return new XUser(
                id,
                username,
                name,
                description,
                location,
                url,
                pictureUrl,
                value,
                isProtected,
                followers,
                following,
                createdAt);
    }

    public XUser withFollowers(int newFollowers, int newFollowing) {
        return new XUser(
                id,
                username,
                name,
                description,
                location,
                url,
                pictureUrl,
                verifiedType,
                isProtected,
                newFollowers,
                newFollowing,
                createdAt);
    }
}
