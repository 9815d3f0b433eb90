package io.openinbox.server.v2;

import io.openinbox.message.Actor;
import io.openinbox.server.auth.Caller;
import java.util.Objects;

/** A caller as the one who writes: the member in a browser, or a program by its token. */
final class ActorV2 {

    private ActorV2() {}

    static Actor of(Caller caller) {
        return caller.memberId() == null
                ? Actor.token(caller.userId(), Objects.requireNonNull(caller.tokenId()))
                : Actor.member(caller.userId(), caller.memberId());
    }
}
