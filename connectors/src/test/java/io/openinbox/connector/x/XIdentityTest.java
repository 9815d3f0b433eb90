package io.openinbox.connector.x;

import static io.openinbox.connector.x.SocketServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openinbox.connector.x.SocketServer.Reply;
import io.openinbox.connector.x.SocketServer.Request;
import io.openinbox.platform.Capability;
import io.openinbox.platform.Limits;
import io.openinbox.platform.LinkedAccount;
import io.openinbox.platform.Platform;
import io.openinbox.platform.PlatformException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose account it is, and what the connector says about itself. */
final class XIdentityTest {

    private final LinkedTestAccount account = LinkedTestAccount.of("1111111111");

    @AutoClose
    private final Closer open = new Closer();

    private XConnector connector(Function<Request, Reply> behaviour) {
        var x = open.add(new SocketServer(behaviour));
        return open.add(new XConnector(
                new XSettings(x.url() + "/", XSettings.AUTHORIZE_URL, "client", null, null, null),
                new SettableClock(),
                Duration.ofSeconds(19)));
    }

    @Test
    void an_account_is_who_x_says_it_is() {
        var connector = connector(_ -> json(200, """
                {"data":{"id":"1111111111","name":"Pots &amp; Pans","username":"pots",
                 "profile_image_url":"https://pbs.example/p_normal.jpg"}}"""));

        assertThat(connector.identify(account))
                .isEqualTo(new LinkedAccount("1111111111", "pots", "Pots & Pans", "https://pbs.example/p_normal.jpg"));
    }

    @Test
    void an_ended_token_is_renewed_first_by_a_public_client_too() {
        var connector = connector(request -> switch (request.path()) {
            case "/2/oauth2/token" -> {
                assertThat(request.body())
                        .isEqualTo("grant_type=refresh_token&refresh_token=refresh-1&client_id=client");
                assertThat(request.headers()).doesNotContainKey("authorization");
                yield json(200, "{\"access_token\":\"access-2\"}");
            }
            default ->
                "Bearer access-2".equals(request.headers().get("authorization"))
                        ? json(200, "{\"data\":{\"id\":\"1\",\"username\":\"pots\"}}")
                        : json(401, "{}");
        });

        assertThat(connector.identify(account)).isEqualTo(new LinkedAccount("1", "pots", "pots", ""));
        assertThat(XCredentials.parse(account.credentials())).isEqualTo(XCredentials.of("access-2", "refresh-1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            200 | {}                         | X did not say whose account this is. Try again later.
            401 | {}                         | X no longer accepts the account's authorisation: link the account again.
            403 | {"detail":"Not enrolled."} | X answered 403: Not enrolled.
            """)
    void without_an_answer_there_is_a_reason(int status, String body, String reason) {
        var connector = connector(_ -> json(status, body));

        assertThatThrownBy(() -> connector.identify(account))
                .isInstanceOf(PlatformException.class)
                .hasMessage(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "1111111111, 2222222222, 1111111111:2222222222",
        "2222222222, 1111111111, 1111111111:2222222222",
        "999, 1111111111, 999:1111111111",
        "1566123362161725440, 1876543210987654321, 1566123362161725440:1876543210987654321",
        "9999999999999999999, 9, 9:9999999999999999999",
        "7, 7, 7:7"
    })
    void a_conversation_is_the_two_ids_the_smaller_number_first(String account, String person, String expected) {
        assertThat(connector(_ -> json(200, "{}")).conversationId(account, person))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2222222222, true",
        "7, true",
        "9999999999999999999, true",
        "1111111111, false",
        "0, false",
        "0002222222222, false",
        "10000000000000000000, false",
        "٣٤, false",
        "-1, false",
        "rosa, false"
    })
    void only_the_one_spelling_of_another_users_id_is_a_person(String person, boolean expected) {
        assertThat(connector(_ -> json(200, "{}")).canBePerson("1111111111", person))
                .isEqualTo(expected);
    }

    @Test
    void the_connector_sends_texts_and_takes_messages_out_of_its_own_view() {
        var connector = connector(_ -> json(200, "{}"));

        assertThat(connector.platform()).isEqualTo(Platform.X);
        assertThat(connector.capabilities())
                .containsExactlyInAnyOrder(Capability.SEND_MESSAGE, Capability.DELETE_FOR_SELF);
        assertThat(connector.limits()).isEqualTo(new Limits(10_000, 0, null, Map.of()));
    }

    @Test
    void secrets_stay_out_of_what_is_printed() {
        var settings = new XSettings(
                "https://api.x.com/", XSettings.AUTHORIZE_URL, "client", "secret-1", "secret-2", "secret-3");

        assertThat(settings.apiUrl()).isEqualTo("https://api.x.com");
        assertThat(settings.toString()).doesNotContain("secret");
        assertThat(XCredentials.of("secret-4", "secret-5").toString()).doesNotContain("secret");
        assertThatThrownBy(() -> XCredentials.parse("{\"token\":\"secret-6\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({"api.x.com, apiUrl", "ftp://api.x.com, apiUrl", "https://api.x.com/2, apiUrl", "https:// , apiUrl"})
    void an_address_that_cannot_work_is_refused_by_name(String apiUrl, String name) {
        assertThatThrownBy(() -> new XSettings(apiUrl, XSettings.AUTHORIZE_URL, null, null, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }
}
