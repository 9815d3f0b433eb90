package io.openinbox.simulator.x;

import io.openinbox.simulator.x.Route.Access;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/** The token and revoke calls. */
final class OAuthEndpoints {

    private static final String INVALID_REQUEST = "invalid_request";
    private static final String BASIC = "Basic ";

    private final Grants grants;
    private final String clientId;
    private final String clientSecret;

    OAuthEndpoints(Grants grants, String clientId, String clientSecret) {
        this.grants = grants;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
    }

    List<Route> routes() {
        return List.of(
                Route.of("POST", "/2/oauth2/token", XCall.TOKEN, Access.OPEN, "", this::token),
                Route.of("POST", "/2/oauth2/revoke", XCall.TOKEN, Access.OPEN, "", this::revoke));
    }

    private Outcome token(Call call) {
        Form form = call.form();
        authenticate(call, form);
        Optional<Grants.Issued> issued = switch (required(form, "grant_type")) {
            case "authorization_code" ->
                grants.exchange(
                        required(form, "code"), required(form, "redirect_uri"), required(form, "code_verifier"));
            case "refresh_token" -> grants.refresh(required(form, "refresh_token"));
            default ->
                throw new Refused(XRefusal.oauth(
                        400, "unsupported_grant_type", "grant_type must be authorization_code or refresh_token."));
        };
        return Outcome.json(
                200,
                issued.map(OAuthEndpoints::view)
                        .orElseThrow(() -> new Refused(
                                XRefusal.oauth(400, INVALID_REQUEST, "Value passed for the token was invalid."))));
    }

    private static ObjectNode view(Grants.Issued issued) {
        ObjectNode view = Json.object()
                .put("token_type", "bearer")
                .put("expires_in", Grants.ACCESS_TOKEN_LIFE.toSeconds())
                .put("access_token", issued.accessToken())
                .put("scope", String.join(" ", new TreeSet<>(issued.scopes())));
        String refreshToken = issued.refreshToken();
        if (refreshToken != null) {
            view.put("refresh_token", refreshToken);
        }
        return view;
    }

    private Outcome revoke(Call call) {
        Form form = call.form();
        authenticate(call, form);
        grants.revoke(required(form, "token"));
        return Outcome.json(200, Json.object().put("revoked", true));
    }

    private static String required(Form form, String field) {
        String value = form.get(field);
        if (value.isEmpty()) {
            throw new Refused(XRefusal.oauth(400, INVALID_REQUEST, "Missing required parameter [" + field + "]."));
        }
        return value;
    }

    /** A confidential client by its secret, or a public one by naming itself. */
    private void authenticate(Call call, Form form) {
        boolean known;
        if (call.authorization().startsWith(BASIC)) {
            String expected = Base64.getEncoder()
                    .encodeToString((clientId + ":" + clientSecret).getBytes(StandardCharsets.UTF_8));
            known = call.authorization().substring(BASIC.length()).equals(expected);
        } else {
            known = form.get("client_id").equals(clientId);
        }
        if (!known) {
            throw new Refused(XRefusal.oauth(401, "unauthorized_client", "Missing valid authorization header"));
        }
    }
}
