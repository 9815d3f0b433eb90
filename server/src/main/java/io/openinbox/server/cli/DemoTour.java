package io.openinbox.server.cli;

import java.io.PrintStream;

/** What the demo says about itself: where to look, and commands to copy. */
final class DemoTour {

    private DemoTour() {}

    static void print(Demo demo, PrintStream out) {
        out.print("""

                OpenInbox demo: you are Clay & Kettle, a pottery, and people write to you on a simulated X.
                Everything is made up, on this machine alone, and gone when you press Ctrl-C.

                  Sign in (once, within 15 minutes)  SIGN-IN
                  API                                URL/api/v1
                  API token                          TOKEN
                  The simulated X                    X/simulator

                Try this in another terminal:

                TOKEN=TOKEN

                # Who has written?
                curl -s -H "Authorization: Bearer $TOKEN" 'URL/api/v1/threads?inbox=requests'

                # Answer the one who wrote last. Some seconds later comes an answer, in another language perhaps.
                THREAD=$(curl -s -H "Authorization: Bearer $TOKEN" 'URL/api/v1/threads?inbox=requests&limit=1' \
                    | grep -o '"id":"t[0-9a-z]*"' | head -n 1 | cut -d '"' -f 4)
                curl -s -X POST -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \
                    -d '{"content":"Yes, of course!"}' "URL/api/v1/threads/$THREAD/messages"
                curl -s -H "Authorization: Bearer $TOKEN" "URL/api/v1/threads/$THREAD/messages"

                # Done with it; it comes back when the person writes again.
                curl -s -X PATCH -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \
                    -d '{"done":true}' "URL/api/v1/threads/$THREAD"

                # The pipeline, and the tags.
                curl -s -H "Authorization: Bearer $TOKEN" 'URL/api/v1/statuses'
                curl -s -H "Authorization: Bearer $TOKEN" 'URL/api/v1/tags'

                # Everything that happened, in order.
                curl -s -H "Authorization: Bearer $TOKEN" 'URL/api/v1/events'

                # Put words into somebody's mouth.
                curl -s -X POST X/simulator/write -d from=jamie_oneill --data-urlencode text='are you open on sundays'

                """.replace("=TOKEN", "=" + demo.token())
                .replace("  TOKEN", "  " + demo.token())
                .replace("SIGN-IN", demo.signInLink())
                .replace("URL", demo.url().toString())
                .replace("X/simulator", demo.simulatorUrl() + "/simulator"));
        out.flush();
    }
}
