package io.openinbox.simulator.x;

/** What an app holds after a user linked an account: an access token (two hours) and a single-use refresh token. */
public record XTokens(String accessToken, String refreshToken) {

    @Override
    public String toString() {
        return "XTokens[…]";
    }
}
