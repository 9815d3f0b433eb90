package io.openinbox.server.manner;

import io.openinbox.message.Actor;
import io.openinbox.server.auth.Caller;
import java.util.Objects;

/** A caller as the one who writes: the member in a browser, or a program by its token. */
public final class Actors {

    private Actors() {}

    public static Actor of(Caller caller) {
        return caller.memberId() == null
                ? Actor.token(caller.userId(), Objects.requireNonNull(caller.tokenId()))
                : Actor.member(caller.userId(), caller.memberId());
    }
}
