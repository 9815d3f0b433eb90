package io.openinbox.simulator.x;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.List;

/** Leads a request to the API, the authorize page, the control routes or a picture. */
final class Front implements HttpHandler {

    private static final System.Logger LOG = System.getLogger(Front.class.getName());
    private static final List<String> AUTHORIZE = List.of("2", "oauth2", "authorize");
    /** Where browsers are sent on X's web host. */
    private static final List<String> AUTHORIZE_WEB = List.of("i", "oauth2", "authorize");

    private final Api api;
    private final AuthorizePage authorizePage;
    private final ControlRoutes controls;
    private final Pictures pictures;

    Front(Api api, AuthorizePage authorizePage, ControlRoutes controls, Pictures pictures) {
        this.api = api;
        this.authorizePage = authorizePage;
        this.controls = controls;
        this.pictures = pictures;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                lead(exchange, Incoming.read(exchange));
            } catch (Refused refused) {
                Api.write(exchange, refused.refusal().answer());
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "The simulated X failed at a call", e);
            throw e;
        }
    }

    private void lead(HttpExchange exchange, Incoming incoming) throws IOException {
        List<String> path = incoming.path();
        boolean get = incoming.method().equals("GET");
        if (get && (path.equals(AUTHORIZE) || path.equals(AUTHORIZE_WEB))) {
            Api.write(exchange, authorizePage.open(incoming.query()));
        } else if (path.getFirst().equals("simulator")) {
            Api.write(exchange, controls.handle(incoming));
        } else if (get && Pictures.isOf(path)) {
            pictures.write(exchange, path.getLast());
        } else {
            api.handle(exchange, incoming);
        }
    }
}
