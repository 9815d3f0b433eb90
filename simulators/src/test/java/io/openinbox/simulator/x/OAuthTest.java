package io.openinbox.simulator.x;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OAuthTest {

    private static final String VERIFIER = "a-verifier-of-more-than-forty-three-characters-0123";
    private static final String REDIRECT = "http://localhost:8080/link/x/callback";
    private static final String SPENT = "Value passed for the token was invalid.";

    private final XSimulator x = XSimulator.start();
    private final App app = new App(x);
    private final XUser shop = x.addUser("shop", "The Shop");

    @AfterEach
    void stop() {
        app.close();
        x.close();
    }

    @Test
    void anAccountIsLinkedByCodeAndPkce() throws Exception {
        x.allowNext(shop);

        Map<String, String> back = authorize(Map.of());
        assertThat(back).containsEntry("state", "st&te").containsKey("code");

        App.Answer tokens = exchange(back.getOrDefault("code", ""), VERIFIER, REDIRECT);
        assertThat(tokens.status()).isEqualTo(200);
        assertThat(tokens.string("/token_type")).isEqualTo("bearer");
        assertThat(tokens.body().at("/expires_in").asInt()).isEqualTo(7200);
        assertThat(tokens.string("/refresh_token")).isNotEmpty();
        App.Answer me = app.get("/2/users/me", tokens.string("/access_token"));
        assertThat(me.string("/data/id")).isEqualTo(shop.id());
        assertThat(x.linkedAccounts()).containsExactly(shop);
    }

    @Test
    void withoutADecisionThePageAsksWhoOneIs() throws Exception {
        App.Answer page = app.call(app.request(authorizePath(Map.of())).GET());
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("Authorize app as The Shop", "value=\"" + shop.id() + "\"");

        assertThat(authorize(Map.of("allow", shop.id()))).containsKey("code");
        assertThat(authorize(Map.of("deny", "1"))).containsEntry("error", "access_denied");
    }

    @Test
    void aDenialComesBackWithItsState() throws Exception {
        x.denyNext();

        assertThat(authorize(Map.of()))
                .containsEntry("error", "access_denied")
                .containsEntry("state", "st&te")
                .doesNotContainKey("code");
    }

    @Test
    void theRedirectAddressMustBeTheRegisteredOne() throws Exception {
        x.registerRedirectUri(URI.create("https://elsewhere.example/callback"));

        App.Answer refused = app.call(app.request(authorizePath(Map.of())).GET());

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("redirect_uri: ");
    }

    @Test
    void aCodeIsSpentByItsFirstUse() throws Exception {
        String code = code();
        assertThat(exchange(code, VERIFIER, REDIRECT).status()).isEqualTo(200);

        App.Answer again = exchange(code, VERIFIER, REDIRECT);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.string("/error")).isEqualTo("invalid_request");
        assertThat(again.string("/error_description")).isEqualTo(SPENT);
    }

    @Test
    void aCodeLivesThirtySeconds() throws Exception {
        String code = code();
        x.passTime(Duration.ofSeconds(30));

        assertThat(exchange(code, VERIFIER, REDIRECT).status()).isEqualTo(400);
    }

    @Test
    void aCodeNeedsItsVerifierAndItsRedirectAddress() throws Exception {
        assertThat(exchange(code(), VERIFIER + "x", REDIRECT).status()).isEqualTo(400);
        assertThat(exchange(code(), VERIFIER, REDIRECT + "/").status()).isEqualTo(400);
    }

    @Test
    void aRefreshTokenIsRotatedAndWorksOnce() {
        XTokens tokens = x.link(shop);
        Map<String, String> form = Map.of("grant_type", "refresh_token", "refresh_token", tokens.refreshToken());

        App.Answer refreshed = app.form("/2/oauth2/token", form);
        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(refreshed.string("/refresh_token")).isNotEqualTo(tokens.refreshToken());
        assertThat(app.get("/2/users/me", refreshed.string("/access_token")).status())
                .isEqualTo(200);

        App.Answer again = app.form("/2/oauth2/token", form);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.string("/error_description")).isEqualTo(SPENT);
    }

    @Test
    void aPublicClientNamesItself() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", x.link(shop).refreshToken());
        assertThat(app.publicForm("/2/oauth2/token", form).status()).isEqualTo(401);

        form.put("client_id", x.clientId());
        assertThat(app.publicForm("/2/oauth2/token", form).status()).isEqualTo(200);
    }

    @Test
    void anAccessTokenLivesTwoHours() {
        XTokens tokens = x.link(shop);
        x.passTime(Duration.ofHours(2).minusSeconds(5));
        assertThat(app.get("/2/users/me", tokens.accessToken()).status()).isEqualTo(200);

        x.passTime(Duration.ofSeconds(5));
        App.Answer expired = app.get("/2/users/me", tokens.accessToken());
        assertThat(expired.status()).isEqualTo(401);
        assertThat(expired.string("/title")).isEqualTo("Unauthorized");
        assertThat(expired.string("/type")).isEqualTo("about:blank");
    }

    @Test
    void accessTokensCanExpireAtOnceWhileTheRefreshTokenStays() {
        XTokens tokens = x.link(shop);
        x.expireAccessTokens(shop);

        assertThat(app.get("/2/users/me", tokens.accessToken()).status()).isEqualTo(401);
        Map<String, String> form = Map.of("grant_type", "refresh_token", "refresh_token", tokens.refreshToken());
        assertThat(app.form("/2/oauth2/token", form).status()).isEqualTo(200);
    }

    @Test
    void anAppCanRevokeItsTokens() {
        XTokens tokens = x.link(shop);
        App.Answer revoked = app.form("/2/oauth2/revoke", Map.of("token", tokens.accessToken()));
        assertThat(revoked.body().at("/revoked").asBoolean()).isTrue();
        assertThat(app.get("/2/users/me", tokens.accessToken()).status()).isEqualTo(401);

        app.form("/2/oauth2/revoke", Map.of("token", tokens.refreshToken()));
        assertThat(x.linkedAccounts()).isEmpty();
    }

    @Test
    void aRotationWhoseAnswerIsLostSpendsTheToken() throws Exception {
        XTokens tokens = x.link(shop);
        Map<String, String> form = Map.of("grant_type", "refresh_token", "refresh_token", tokens.refreshToken());
        x.behave(XCallBehaviour.failAfterAccepting(XRefusal.internalError())
                .on(XCall.TOKEN)
                .times(1));

        assertThat(app.form("/2/oauth2/token", form).status()).isEqualTo(500);
        assertThat(app.form("/2/oauth2/token", form).status()).isEqualTo(400);
    }

    private String code() throws Exception {
        x.allowNext(shop);
        return authorize(Map.of()).getOrDefault("code", "");
    }

    private String authorizePath(Map<String, String> more) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
        Map<String, String> query = new LinkedHashMap<>(Map.of(
                "response_type", "code",
                "client_id", x.clientId(),
                "redirect_uri", REDIRECT,
                "scope", "tweet.read users.read dm.read dm.write offline.access",
                "state", "st&te",
                "code_challenge", Base64.getUrlEncoder().withoutPadding().encodeToString(hash),
                "code_challenge_method", "S256"));
        query.putAll(more);
        return "/2/oauth2/authorize?" + App.encode(query);
    }

    /** The query with which the browser is sent back. */
    private Map<String, String> authorize(Map<String, String> more) throws Exception {
        App.Answer answer = app.call(app.request(authorizePath(more)).GET());
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).startsWith(REDIRECT + "?");
        return Form.parse(URI.create(answer.header("Location")).getRawQuery()).fields();
    }

    private App.Answer exchange(String code, String verifier, String redirectUri) {
        return app.form(
                "/2/oauth2/token",
                Map.of(
                        "grant_type", "authorization_code",
                        "code", code,
                        "redirect_uri", redirectUri,
                        "code_verifier", verifier));
    }
}
