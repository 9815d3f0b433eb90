package io.openinbox.message;

import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.TokenId;
import io.openinbox.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Who of the team does something, and through what.
 *
 * @param origin internal for the web inbox and agents, API for tokens
 * @param memberId whose session or agent it is; null for a token
 * @param tokenId null for a session, and for what was sent before tokens were recorded
 * @param agent the name of the program that acts for the member; null when they act themselves
 */
public record Actor(
        UserId userId,
        Message.Origin origin,
        @Nullable MemberId memberId,
        @Nullable TokenId tokenId,
        @Nullable String agent) {

    public static Actor token(UserId user, TokenId token) {
        return new Actor(user, Message.Origin.API, null, token, null);
    }

    public static Actor member(UserId user, MemberId member) {
        return new Actor(user, Message.Origin.INTERNAL, member, null, null);
    }

    public static Actor agent(UserId user, MemberId member, String agent) {
        return new Actor(user, Message.Origin.INTERNAL, member, null, agent);
    }
}
