package io.openinbox.simulator.x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UsersTest {

    private final XSimulator x = XSimulator.start();
    private final App app = new App(x);
    private final XUser shop = x.addUser("shop", "The Shop");
    private final XUser rosa = x.addUser("rosalind_x", "Rosa Lind");
    private final String token = x.link(shop).accessToken();

    @AfterEach
    void stop() {
        app.close();
        x.close();
    }

    @Test
    void threeMembersAreAlwaysGivenAndTheOthersWhenAskedFor() {
        x.update(rosa.withProfile("ceramics", "Oslo", "https://rosa.example").withVerifiedType("blue"));

        App.Answer bare = app.get("/2/users/" + rosa.id(), token);
        assertThat(bare.body().at("/data").propertyNames()).containsExactly("id", "name", "username");

        App.Answer full = app.get(
                "/2/users/by/username/RosaLind_X?user.fields=description,location,verified_type,public_metrics,"
                        + "profile_image_url,receives_your_dm,created_at",
                token);
        assertThat(full.string("/data/id")).isEqualTo(rosa.id());
        assertThat(full.string("/data/location")).isEqualTo("Oslo");
        assertThat(full.string("/data/verified_type")).isEqualTo("blue");
        assertThat(full.string("/data/created_at")).isEqualTo("2019-03-02T10:00:00.000Z");
        assertThat(full.string("/data/profile_image_url")).endsWith("_normal.jpg");
        assertThat(full.body().at("/data/public_metrics/followers_count").asInt())
                .isEqualTo(97);
        assertThat(full.body().at("/data/receives_your_dm").asBoolean()).isTrue();
    }

    @Test
    void closedMessagesShowInTheProfile() {
        x.closeDms(rosa);

        App.Answer answer = app.get("/2/users/" + rosa.id() + "?user.fields=receives_your_dm", token);

        assertThat(answer.body().at("/data/receives_your_dm").asBoolean(true)).isFalse();
    }

    @Test
    void severalAreAnsweredInPartWhenSomeAreUnknown() {
        App.Answer byIds = app.get("/2/users?ids=" + rosa.id() + ",42", token);
        assertThat(byIds.status()).isEqualTo(200);
        assertThat(byIds.body().at("/data")).hasSize(1);
        assertThat(byIds.string("/errors/0/value")).isEqualTo("42");

        App.Answer byNames = app.get("/2/users/by?usernames=shop,rosalind_x", token);
        assertThat(byNames.body().at("/data")).hasSize(2);
        assertThat(byNames.body().has("errors")).isFalse();
    }

    @Test
    void anUnknownOrMalformedIdIsRefused() {
        App.Answer unknown = app.get("/2/users/42", token);
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.string("/type")).endsWith("/resource-not-found");

        App.Answer malformed = app.get("/2/users/rosa", token);
        assertThat(malformed.status()).isEqualTo(400);
        assertThat(malformed.string("/type")).endsWith("/invalid-request");
        assertThat(malformed.header("Content-Type")).startsWith("application/problem+json");
    }

    @Test
    void anUnknownFieldIsNamed() {
        App.Answer answer = app.get("/2/users/me?user.fields=shoe_size", token);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.string("/errors/0/message")).contains("user.fields", "shoe_size");
    }

    @Test
    void everyAnswerCarriesTheRateLimit() {
        x.limitCalls(2);
        App.Answer first = app.get("/2/users/me", token);
        assertThat(first.header("x-rate-limit-limit")).isEqualTo("2");
        assertThat(first.header("x-rate-limit-remaining")).isEqualTo("1");
        app.get("/2/users/me", token);

        App.Answer third = app.get("/2/users/me", token);
        assertThat(third.status()).isEqualTo(429);
        assertThat(third.header("x-rate-limit-remaining")).isEqualTo("0");
        long reset = Long.parseLong(third.header("x-rate-limit-reset"));
        assertThat(reset).isGreaterThan(x.now().getEpochSecond());

        x.passTime(Duration.ofMinutes(15));
        assertThat(app.get("/2/users/me", token).status()).isEqualTo(200);
        assertThat(app.get("/2/users/me", "nonsense").header("x-rate-limit-limit"))
                .isNotEmpty();
    }

    @Test
    void idsDifferInLengthAsOnX() {
        assertThat(shop.id()).hasSize(10);
        assertThat(rosa.id()).hasSize(19);
    }

    @Test
    void usernamesAreUniqueInAnyCase() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> x.addUser("SHOP", "Another"))
                .withMessageContaining("username");
        x.update(shop.withUsername("the_shop"));
        assertThat(x.addUser("Shop", "Another").username()).isEqualTo("Shop");
    }
}
