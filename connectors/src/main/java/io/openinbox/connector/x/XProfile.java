package io.openinbox.connector.x;

import io.openinbox.platform.ProfileFacts;
import io.openinbox.platform.ProfileFacts.Kind;
import io.openinbox.platform.ProfileFacts.Verification;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads X's user objects: API v2's, and the flat ones of v1.1 that the older deliveries still hold. */
final class XProfile {

    private XProfile() {}

    /**
     * What a delivery says about a user.
     *
     * @param users an object by id, its values wrapped in {@code data} or not, or an array
     */
    static Optional<ProfileFacts> find(JsonNode users, String userId) {
        if (users.isArray()) {
            return users.values().stream()
                    .filter(user -> userId.equals(XWire.id(user, "id_str", "id")))
                    .findFirst()
                    .map(user -> read(user, userId));
        }
        var user = users.path(userId);
        var unwrapped = user.path("data").isObject() ? user.path("data") : user;
        return unwrapped.isObject() ? Optional.of(read(unwrapped, userId)) : Optional.empty();
    }

    private static ProfileFacts read(JsonNode user, String userId) {
        var metrics = user.path("public_metrics");
        var posts = XWire.whole(metrics, "tweet_count", "post_count", "tweet_count_str", "post_count_str");
        var likes = XWire.whole(metrics, "like_count", "like_count_str");
        posts = posts == null ? XWire.whole(user, "statuses_count") : posts;
        likes = likes == null ? XWire.whole(user, "favourites_count") : likes;
        var verification = verification(user);
        var bio = XWire.text(user, "description");
        var name = XWire.text(user, "name");
        return new ProfileFacts(
                userId,
                XWire.text(user, "username", "screen_name"),
                name == null ? null : XText.unescape(name),
                XWire.text(user, "profile_image_url_https", "profile_image_url"),
                bio == null
                        ? null
                        : XText.of(bio, user.path("entities").path("description"), null)
                                .text(),
                XWire.text(user, "location"),
                website(user),
                "https://x.com/i/user/" + userId,
                verification,
                switch (verification) {
                    case BUSINESS -> Kind.BUSINESS;
                    case GOVERNMENT -> Kind.GOVERNMENT;
                    case NONE, VERIFIED -> Kind.PERSONAL;
                },
                XWire.isTrue(user, "protected"),
                count(user, "followers_count", "followers_count"),
                count(user, "following_count", "friends_count"),
                posts,
                likes,
                count(user, "listed_count", "listed_count"),
                createdAt(user),
                platformData(user, verification, posts, likes));
    }

    private static @Nullable Long count(JsonNode user, String metric, String flat) {
        var value = XWire.whole(user.path("public_metrics"), metric, metric + "_str");
        return value == null ? XWire.whole(user, flat) : value;
    }

    private static Verification verification(JsonNode user) {
        var type = XWire.text(user, "verified_type");
        if (type == null) {
            return XWire.isTrue(user, "verified") ? Verification.VERIFIED : Verification.NONE;
        }
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "blue" -> Verification.VERIFIED;
            case "business" -> Verification.BUSINESS;
            case "government" -> Verification.GOVERNMENT;
            default -> Verification.NONE;
        };
    }

    /** X shortens the address of the profile's link like any other; the original stands in the entities. */
    private static @Nullable String website(JsonNode user) {
        var url = XWire.text(user, "url");
        if (url == null) {
            return null;
        }
        for (var link : XWire.items(user.path("entities").path("url").path("urls"))) {
            var expanded = XWire.text(link, "expanded_url");
            if (expanded != null && url.equals(XWire.text(link, "url"))) {
                return expanded;
            }
        }
        return url;
    }

    private static @Nullable Instant createdAt(JsonNode user) {
        return XTime.ofMillis(user, "created_timestamp")
                .or(() -> XTime.ofText(user, "created_at"))
                .orElse(null);
    }

    private static String platformData(
            JsonNode user, Verification verification, @Nullable Long posts, @Nullable Long likes) {
        var data = XWire.object();
        data.put("isVerifiedBlue", verification == Verification.VERIFIED);
        data.put("isVerifiedGold", verification == Verification.BUSINESS);
        data.put("isVerifiedGray", verification == Verification.GOVERNMENT);
        data.putNull("professionalCategory");
        var links = data.putArray("urlEntities");
        for (var place : new String[] {"url", "description"}) {
            for (var link : XWire.items(user.path("entities").path(place).path("urls"))) {
                var url = XWire.text(link, "url");
                var indices = link.path("indices");
                var start = indices.isArray() ? indices.path(0) : link.path("start");
                var end = indices.isArray() ? indices.path(1) : link.path("end");
                if (url != null && start.isInt() && end.isInt()) {
                    var expanded = XWire.text(link, "expanded_url");
                    var display = XWire.text(link, "display_url");
                    var entry = links.addObject();
                    entry.put("url", url);
                    entry.put("expandedUrl", expanded == null ? url : expanded);
                    entry.put("displayUrl", display == null ? url : display);
                    entry.putArray("indices").add(start.intValue()).add(end.intValue());
                }
            }
        }
        data.put("bannerUrl", XWire.text(user, "profile_banner_url"));
        data.put("tweetsCount", posts == null ? 0 : posts);
        data.put("favoritesCount", likes == null ? 0 : likes);
        data.putNull("rawData");
        return XWire.write(data);
    }
}
