package io.openinbox.server.v2;

import io.openinbox.message.Message;
import io.openinbox.message.MessageHistory;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param times {@code observed} where a time is when the change was noticed */
record MessageHistoryV2(List<VersionV2> versions, @Nullable DeletionV2 deletion, String times) {

    static MessageHistoryV2 of(MessageHistory history) {
        Message.Origin written = history.message().origin();
        return new MessageHistoryV2(
                history.versions().stream()
                        .map(version -> new VersionV2(
                                version.content(),
                                version.at(),
                                origin(version.editOrigin() == null ? written : version.editOrigin())))
                        .toList(),
                history.deletion()
                        .map(deletion -> new DeletionV2(
                                deletion.at(), deletion.forAll() ? "all" : "self", origin(deletion.origin())))
                        .orElse(null),
                history.hasPlatformTimes() ? "platform" : "observed");
    }

    private static String origin(Message.Origin origin) {
        return switch (origin) {
            case INTERNAL -> "inbox";
            case EXTERNAL -> "platform";
            case API -> "api";
        };
    }

    record VersionV2(String content, Instant createdAt, String origin) {}

    record DeletionV2(Instant deletedAt, String scope, String origin) {}
}
