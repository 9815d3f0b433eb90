package io.openinbox.simulator.x;

import java.util.stream.Collectors;

/** The page at {@code GET /simulator}. */
final class ControlHelp {

    private ControlHelp() {}

    static String of(XSimulator x) {
        String users = x.users().stream().map(XUser::username).collect(Collectors.joining(", "));
        String webhooks = x.standingWebhooks().isEmpty()
                ? "none by its own word; what the app registers"
                : x.standingWebhooks().toString();
        return """
                A simulated X. Its API is at BASE/2, the authorize page at BASE/2/oauth2/authorize.
                Users: USERS. Webhook: WEBHOOKS.

                Routes of the simulator itself (fields as a form):

                POST /simulator/write       from, text, [to: the first linked account], [webhook: deliver there from now on]
                POST /simulator/event       kind (typing, read, encrypted, unknown, group), from, [to], [text: for a group]
                GET  /simulator/sent        [by]: what X accepted from the account, and every POST it saw
                GET  /simulator/deliveries  what X delivered, and how it was answered
                GET  /simulator/subscriptions  webhooks, subscriptions by account, readers of the stream
                GET  /simulator/users
                POST /simulator/users       username, [name]
                POST /simulator/profile     user, and any of username, name, bio, location, url: profile.update.* is delivered
                POST /simulator/link        user: gives an access and a refresh token
                POST /simulator/expire      user: the access tokens expire
                POST /simulator/revoke      user: takes back the app's access; oauth.revoke is delivered
                POST /simulator/release     [seed: in a shuffled order]: delivers what is held
                POST /simulator/behave      behaviour, and what it needs:

                  Calls. Each takes [on: send (the default), direct-messages, users, token, webhooks, subscriptions, stream],
                  [by], [to] and [times].
                    refuse                with (closed-dms, no-credits, not-enrolled, invalid, not-found, unauthorized,
                                          throttled, throttled-88, unavailable, internal-error), [reset: seconds]
                    fail-after-accepting  with: the message is stored, but this is the answer
                    never-answer          the message is stored, the answer never comes
                    cut-connection        the message is stored, then the connection ends without an answer
                    answer-late           ms
                    echo-first            dm.sent is delivered and acknowledged before the send is answered

                  Deliveries. Each takes [type, such as dm.received] and [times].
                    hold                  until /simulator/release
                    hold-echoes           only the dm.sent of API sends
                    delay                 ms
                    duplicate             copies: one after another
                    duplicate-at-once     copies

                  Others.
                    closed-dms, open-dms  user
                    rewrite-text          value (on, off): t.co links and &amp; &lt; &gt;; on at the start
                    old-deliveries        value (on, off): the Account Activity form
                    cut-stream            [in-the-middle: on]: ends every connection to the stream
                    distrust-webhooks     until the app has them challenged again
                    challenge-webhooks    as X does about hourly
                    limit                 calls: so many per token and call in 15 minutes
                    forget-pages          pagination tokens given out so far expire
                    normal                ends every behaviour of calls and deliveries and delivers what is held

                A send that X accepts and never answers, once:
                  curl -X POST BASE/simulator/behave -d behaviour=never-answer -d times=1
                """.replace("BASE", x.baseUrl().toString())
                .replace("USERS", users)
                .replace("WEBHOOKS", webhooks);
    }
}
