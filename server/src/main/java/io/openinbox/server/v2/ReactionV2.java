package io.openinbox.server.v2;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.openinbox.message.Message;
import io.openinbox.message.Reaction;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** @param createdAt null where the platform reports no time */
record ReactionV2(String emoji, AuthorV2 author, @Nullable Instant createdAt) {

    /**
     * @param accountLink with profile and contact: only where the caller asked for them
     */
    static ReactionV2 of(
            Message message,
            Reaction reaction,
            @Nullable AccountLinkV2 accountLink,
            @Nullable ProfileV2 profile,
            @Nullable ContactV2 contact) {
        AuthorV2 author = switch (reaction.author()) {
            case ACCOUNT ->
                new AuthorV2.Account("accountLink", message.accountLinkId().text(), accountLink);
            case PERSON ->
                new AuthorV2.Person(
                        "profile",
                        message.profileId().text(),
                        message.contactId().text(),
                        profile,
                        contact);
            case OTHER -> new AuthorV2.Unknown("unknown", reaction.authorPlatformId());
        };
        return new ReactionV2(reaction.emoji(), author, reaction.at());
    }

    sealed interface AuthorV2 {

        record Account(
                String type,
                String accountLinkId,

                @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
                AccountLinkV2 accountLink)
                implements AuthorV2 {}

        record Person(
                String type,
                String profileId,
                @Nullable String contactId,

                @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
                ProfileV2 profile,

                @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
                ContactV2 contact)
                implements AuthorV2 {}

        record Unknown(String type, String platformId) implements AuthorV2 {}
    }
}
