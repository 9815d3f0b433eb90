package io.openinbox.server.v2;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.TokenId;
import io.openinbox.message.Actor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who of the team sent a message, and through what. */
sealed interface SenderV2 {

    /** @param members with tokens: those the caller wants to see; empty where not */
    static @Nullable SenderV2 of(@Nullable Actor actor, Map<MemberId, MemberV2> members, Map<TokenId, TokenV2> tokens) {
        if (actor == null) {
            return null;
        }
        MemberId memberId = actor.memberId();
        if (memberId == null) {
            TokenId token = actor.tokenId();
            return token == null ? new Api("api", null, null) : new Api("api", token.text(), tokens.get(token));
        }
        MemberV2 member = members.get(memberId);
        String agent = actor.agent();
        return agent == null
                ? new ByMember("member", memberId.text(), member)
                : new Agent(
                        "agent", agent, memberId.text(), members.isEmpty() ? null : new AgentV2(agent, agent), member);
    }

    record ByMember(
            String type,
            String memberId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            MemberV2 member) implements SenderV2 {}

    /** A program that acts with a member's access, known by the name it gives itself. */
    record Agent(
            String type,
            String agentId,
            String memberId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            AgentV2 agent,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            MemberV2 member)
            implements SenderV2 {}

    /** @param tokenId null for what was sent before tokens were recorded */
    record Api(
            String type,
            @Nullable String tokenId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            TokenV2 token) implements SenderV2 {}

    record AgentV2(String id, String name) {}

    record TokenV2(String id, String name) {}
}
