package io.openinbox.server.v2;

import io.openinbox.person.Profile;
import io.openinbox.platform.Platform;
import io.openinbox.platform.ProfileFacts;
import io.openinbox.server.manner.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Fields only one platform has, told apart by {@code _tag}. X's are declared; those of others are as the connector has them. */
final class PlatformDataV2 {

    private PlatformDataV2() {}

    /** As JSON. */
    static String of(Profile profile) {
        ProfileFacts facts = profile.facts();
        JsonNode stored = facts.platformData() == null
                ? Json.MAPPER.createObjectNode()
                : Json.MAPPER.readTree(facts.platformData());
        ObjectNode data = Json.MAPPER.createObjectNode();
        data.put("_tag", PlatformNameV2.of(profile.platform()));
        if (!profile.platform().equals(Platform.X)) {
            stored.forEachEntry((name, value) -> {
                if (!name.equals("_tag")) {
                    data.set(name, value);
                }
            });
            return Json.text(data);
        }
        data.put("badge", badge(facts.verification()));
        data.put("profileType", WordV2.of(facts.kind()));
        data.set(
                "professionalCategory",
                stored.path("professionalCategory").isString() ? stored.get("professionalCategory") : data.nullNode());
        data.set("urlEntities", stored.path("urlEntities").isArray() ? stored.get("urlEntities") : data.arrayNode());
        data.set("bannerUrl", stored.path("bannerUrl").isString() ? stored.get("bannerUrl") : data.nullNode());
        data.set("rawData", stored.path("rawData").isObject() ? stored.get("rawData") : data.nullNode());
        return Json.text(data);
    }

    /** Of a message. */
    static Map<String, Object> of(Platform platform, boolean isEncrypted) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("_tag", PlatformNameV2.of(platform));
        if (platform.equals(Platform.X)) {
            data.put("encrypted", isEncrypted);
        }
        return data;
    }

    private static @Nullable String badge(ProfileFacts.Verification verification) {
        return switch (verification) {
            case NONE -> null;
            case VERIFIED -> "blue";
            case BUSINESS -> "gold";
            case GOVERNMENT -> "gray";
        };
    }
}
