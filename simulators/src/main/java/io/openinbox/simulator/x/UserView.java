package io.openinbox.simulator.x;

import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** A user as the API and the two forms of delivery show one. */
final class UserView {

    static final Set<String> FIELDS = Set.of(
            "created_at",
            "description",
            "entities",
            "id",
            "is_identity_verified",
            "location",
            "name",
            "profile_banner_url",
            "profile_image_url",
            "protected",
            "public_metrics",
            "receives_your_dm",
            "connection_status",
            "url",
            "username",
            "verified",
            "verified_type",
            "verified_followers_count",
            "withheld");

    private UserView() {}

    /** With the three members that X always gives and those asked for. */
    static ObjectNode selected(XUser user, Set<String> fields, boolean takesMessages) {
        ObjectNode view =
                Json.object().put("id", user.id()).put("name", user.name()).put("username", user.username());
        for (String field : fields) {
            switch (field) {
                case "created_at" -> view.put("created_at", WireTime.of(user.createdAt()));
                case "description" -> view.put("description", user.description());
                case "is_identity_verified" -> view.put("is_identity_verified", false);
                case "location" -> view.put("location", user.location());
                case "profile_image_url" -> view.put("profile_image_url", user.pictureUrl());
                case "protected" -> view.put("protected", user.isProtected());
                case "public_metrics" -> view.set("public_metrics", metrics(user));
                case "receives_your_dm" -> view.put("receives_your_dm", takesMessages);
                case "connection_status" -> view.putArray("connection_status");
                case "url" -> view.put("url", user.url());
                case "verified" -> view.put("verified", isVerified(user));
                case "verified_type" -> view.put("verified_type", user.verifiedType());
                default -> {
                    // X leaves out what it has no value for.
                }
            }
        }
        return view;
    }

    /** A user in a delivery. */
    static ObjectNode delivered(XUser user) {
        ObjectNode data = selected(
                user,
                Set.of(
                        "created_at",
                        "description",
                        "is_identity_verified",
                        "location",
                        "profile_image_url",
                        "protected",
                        "url",
                        "verified",
                        "verified_type"),
                true);
        ObjectNode metrics = metrics(user);
        metrics.put("followers_count_str", Integer.toString(user.followers()))
                .put("following_count_str", Integer.toString(user.following()));
        data.set("public_metrics", metrics);
        ObjectNode view = Json.object();
        view.set("data", data);
        return view;
    }

    /** A user in a delivery of the older form. */
    static ObjectNode deliveredOld(XUser user) {
        return Json.object()
                .put("id", user.id())
                .put("created_timestamp", Long.toString(user.createdAt().toEpochMilli()))
                .put("name", user.name())
                .put("screen_name", user.username())
                .put("location", user.location())
                .put("description", user.description())
                .put("url", user.url())
                .put("protected", user.isProtected())
                .put("verified", isVerified(user))
                .put("followers_count", user.followers())
                .put("friends_count", user.following())
                .put("statuses_count", 50)
                .put("profile_image_url", user.pictureUrl().replace("https:", "http:"))
                .put("profile_image_url_https", user.pictureUrl());
    }

    private static boolean isVerified(XUser user) {
        return !user.verifiedType().equals("none");
    }

    private static ObjectNode metrics(XUser user) {
        return Json.object()
                .put("followers_count", user.followers())
                .put("following_count", user.following())
                .put("tweet_count", 50)
                .put("listed_count", 0)
                .put("like_count", 5)
                .put("media_count", 3);
    }
}
