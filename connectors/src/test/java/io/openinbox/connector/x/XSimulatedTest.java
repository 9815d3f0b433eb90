package io.openinbox.connector.x;

import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.platform.Direction;
import io.openinbox.platform.Inbound;
import io.openinbox.platform.Inbound.Message;
import io.openinbox.platform.LookUp.Found;
import io.openinbox.platform.LookUp.Unavailable;
import io.openinbox.platform.Outbound;
import io.openinbox.platform.Refusal;
import io.openinbox.platform.SendOutcome;
import io.openinbox.platform.SendOutcome.Accepted;
import io.openinbox.platform.SendOutcome.Refused;
import io.openinbox.platform.SendOutcome.Unanswered;
import io.openinbox.simulator.x.XCall;
import io.openinbox.simulator.x.XCallBehaviour;
import io.openinbox.simulator.x.XDeliveryForm;
import io.openinbox.simulator.x.XRefusal;
import io.openinbox.simulator.x.XSimulator;
import io.openinbox.simulator.x.XUser;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The connector against a simulated X: what a team would see. */
@Timeout(60)
final class XSimulatedTest {

    private static final String TEXT = "Fish & chips <3 at https://shop.example/menu?a=1&b=2, today 🙂";

    @AutoClose
    private final XSimulator x =
            XSimulator.start(io.openinbox.simulator.x.XSettings.defaults().withLoopbackWebhooks());

    @AutoClose
    private final XConnector connector = new XConnector(
            new XSettings(
                    x.baseUrl().toString(),
                    x.authorizeUrl().toString(),
                    x.clientId(),
                    x.clientSecret(),
                    x.consumerSecret(),
                    x.bearerToken()),
            x::now,
            Duration.ofSeconds(19));

    private final XUser shop = x.addUser("10000000001", "shop", "The shop");
    private final XUser rosa = x.addUser("999", "rosa", "Rosa Lind");
    private final LinkedTestAccount account = linked(shop);

    private LinkedTestAccount linked(XUser user) {
        var tokens = x.link(user);
        return new LinkedTestAccount(user.id(), XCredentials.of(tokens.accessToken(), tokens.refreshToken()));
    }

    private SendOutcome send(XUser to, String text) {
        return connector.send(account, new Outbound(to.id(), text));
    }

    private static void await(BooleanSupplier condition) {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("gave up waiting").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void an_account_is_known_by_its_tokens() {
        assertThat(connector.identify(account)).satisfies(linked -> {
            assertThat(linked.platformId()).isEqualTo(shop.id());
            assertThat(linked.username()).isEqualTo("shop");
            assertThat(linked.name()).isEqualTo("The shop");
        });
    }

    @Test
    void a_sent_text_arrives_once_and_is_found_again_as_it_was_written() {
        var outcome = (Accepted) send(rosa, TEXT);

        assertThat(x.sentBy(shop)).singleElement().satisfies(sent -> {
            assertThat(sent.event().id()).isEqualTo(outcome.platformId());
            assertThat(sent.event().text()).isEqualTo(TEXT);
            assertThat(sent.event().wireText()).isNotEqualTo(TEXT);
            assertThat(sent.posts()).isEqualTo(1);
        });
        var found = (Found) connector.latest(account, Set.of(rosa.id()), Instant.EPOCH);
        assertThat(found.messages()).singleElement().satisfies(message -> {
            assertThat(message.platformId()).isEqualTo(outcome.platformId());
            assertThat(message.direction()).isEqualTo(Direction.OUTBOUND);
            assertThat(message.text()).isEqualTo(TEXT);
            assertThat(message.at()).isEqualTo(outcome.at());
            assertThat(message.conversationPlatformId()).isEqualTo("999:10000000001");
        });
    }

    static Stream<XCallBehaviour> answersThatSayNothing() {
        return Stream.of(
                XCallBehaviour.cutConnection(),
                XCallBehaviour.failAfterAccepting(XRefusal.internalError()),
                XCallBehaviour.neverAnswer());
    }

    @ParameterizedTest
    @MethodSource("answersThatSayNothing")
    void a_send_without_an_answer_is_made_once_and_found_by_looking(XCallBehaviour behaviour) {
        try (var impatient = new XConnector(
                        new XSettings(x.baseUrl().toString(), XSettings.AUTHORIZE_URL, null, null, null, null),
                        x::now,
                        Duration.ofSeconds(2));
                var _ = x.behave(behaviour.on(XCall.SEND))) {
            assertThat(impatient.send(account, new Outbound(rosa.id(), TEXT))).isInstanceOf(Unanswered.class);
        }

        assertThat(x.postsBy(shop)).hasSize(1);
        assertThat(((Found) connector.latest(account, Set.of(rosa.id()), Instant.EPOCH)).messages())
                .extracting(Message::text)
                .containsExactly(TEXT);
    }

    record Case(XRefusal refusal, Refusal expected) {}

    static Stream<Case> refusals() {
        return Stream.of(
                new Case(XRefusal.closedDms(), Refusal.RECIPIENT_CLOSED),
                new Case(XRefusal.code(403, 349, "You cannot send messages to this user."), Refusal.RECIPIENT_CLOSED),
                new Case(XRefusal.noCredits(), Refusal.OUT_OF_CREDITS),
                new Case(XRefusal.appNotEnrolled(), Refusal.APP_NOT_ENROLLED),
                new Case(XRefusal.notFound("user", "999"), Refusal.RECIPIENT_UNREACHABLE),
                new Case(XRefusal.invalid("text", "", "must not be this one"), Refusal.REJECTED),
                new Case(XRefusal.throttled(Duration.ofMinutes(3)), Refusal.THROTTLED),
                new Case(XRefusal.throttledWithCode(Duration.ofMinutes(3)), Refusal.THROTTLED),
                new Case(XRefusal.unavailable(), Refusal.PLATFORM_DOWN));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void a_refusal_is_told_apart_and_not_tried_again(Case refused) {
        try (var _ = x.behave(XCallBehaviour.refuse(refused.refusal()).on(XCall.SEND))) {
            assertThat(send(rosa, TEXT))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            outcome -> assertThat(outcome.refusal()).isEqualTo(refused.expected()));
        }
        assertThat(x.postsBy(shop)).hasSize(1);
        assertThat(x.sentBy(shop)).isEmpty();
    }

    @Test
    void a_text_is_as_long_as_x_takes_it() {
        assertThat(send(
                        rosa,
                        "🙂".repeat(Objects.requireNonNull(connector.limits().characters()))))
                .isInstanceOf(Accepted.class);
        assertThat(send(
                        rosa,
                        "🙂".repeat(Objects.requireNonNull(connector.limits().characters()) + 1)))
                .isInstanceOfSatisfying(
                        Refused.class, outcome -> assertThat(outcome.refusal()).isEqualTo(Refusal.TOO_LONG));
    }

    @Test
    void a_person_who_is_not_there_cannot_be_reached() {
        assertThat(connector.send(account, new Outbound("424242", "Hello")))
                .isInstanceOfSatisfying(
                        Refused.class,
                        outcome -> assertThat(outcome.refusal()).isEqualTo(Refusal.RECIPIENT_UNREACHABLE));
    }

    @Test
    void a_used_up_limit_is_not_tried_until_its_window_ends() {
        x.limitCalls(1);

        assertThat(send(rosa, "One")).isInstanceOf(Accepted.class);
        assertThat(send(rosa, "Two")).isInstanceOf(Refused.class);
        assertThat(x.postsBy(shop)).hasSize(1);
        assertThat(connector.latest(account, Set.of(rosa.id()), Instant.EPOCH)).isInstanceOf(Found.class);
        assertThat(connector.latest(account, Set.of(rosa.id()), Instant.EPOCH)).isInstanceOf(Unavailable.class);

        x.passTime(Duration.ofMinutes(16));
        assertThat(send(rosa, "Two")).isInstanceOf(Accepted.class);
    }

    // Tokens

    @Test
    void many_sends_with_an_ended_token_rotate_it_once_and_arrive_once() {
        x.expireAccessTokens(shop);
        var sends = new ArrayList<CompletableFuture<SendOutcome>>();
        for (var i = 0; i < 20; i++) {
            var send = new CompletableFuture<SendOutcome>();
            var text = "Message " + i;
            Thread.ofVirtual().start(() -> send.complete(send(rosa, text)));
            sends.add(send);
        }

        assertThat(sends)
                .allSatisfy(send -> assertThat(send.get(20, TimeUnit.SECONDS)).isInstanceOf(Accepted.class));
        assertThat(account.exchanges()).isEqualTo(1);
        assertThat(x.sentBy(shop))
                .hasSize(20)
                .allSatisfy(sent -> assertThat(sent.posts()).isEqualTo(1));
        assertThat(account.disconnections()).isEmpty();
    }

    @Test
    void tokens_are_rotated_again_and_again() {
        for (var i = 0; i < 3; i++) {
            x.passTime(Duration.ofHours(3));
            assertThat(send(rosa, "Hour " + i)).isInstanceOf(Accepted.class);
        }
        assertThat(account.exchanges()).isEqualTo(3);
    }

    @Test
    void a_refresh_token_that_is_spent_ends_the_link() {
        x.expireAccessTokens(shop);
        x.expireRefreshTokens(shop);

        assertThat(send(rosa, TEXT))
                .isInstanceOfSatisfying(
                        Refused.class, outcome -> assertThat(outcome.refusal()).isEqualTo(Refusal.DISCONNECTED));
        assertThat(account.disconnections()).hasSize(1);
    }

    @Test
    void a_token_call_that_fails_ends_nothing() {
        x.expireAccessTokens(shop);
        try (var _ = x.behave(XCallBehaviour.refuse(XRefusal.unavailable()).on(XCall.TOKEN))) {
            assertThat(send(rosa, TEXT))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            outcome -> assertThat(outcome.refusal()).isEqualTo(Refusal.PLATFORM_DOWN));
        }
        assertThat(account.disconnections()).isEmpty();
        assertThat(send(rosa, TEXT)).isInstanceOf(Accepted.class);
    }

    // Reading

    @Test
    void history_is_read_over_several_pages_as_far_back_as_wanted() {
        var first = x.now().minus(Duration.ofHours(5));
        for (var i = 0; i < 120; i++) {
            x.wroteEarlier(i % 2 == 0 ? rosa : shop, i % 2 == 0 ? shop : rosa, "No. " + i, first.plusSeconds(i));
        }

        var found = (Found) connector.latest(account, Set.of(rosa.id()), first.plusSeconds(10));

        assertThat(found.messages()).hasSize(110);
        assertThat(found.messages().getLast().text()).isEqualTo("No. 10");
        assertThat(found.messages()).extracting(Message::direction).contains(Direction.INBOUND, Direction.OUTBOUND);
    }

    @Test
    void several_people_are_read_at_once_and_groups_left_out() {
        var ben = x.addUser("ben", "Ben");
        var eve = x.addUser("eve", "Eve");
        x.write(rosa, shop, "From Rosa");
        x.write(ben, shop, "From Ben");
        x.write(eve, shop, "From Eve");
        x.writeInGroup(rosa, List.of(shop, ben), "To all");

        var found = (Found) connector.latest(account, Set.of(rosa.id(), ben.id()), Instant.EPOCH);

        assertThat(found.messages()).extracting(Message::text).containsExactly("From Ben", "From Rosa");
        assertThat(found.messages())
                .extracting(message -> Objects.requireNonNull(message.person()).displayName())
                .containsExactly("Ben", "Rosa Lind");
    }

    @Test
    void fields_that_x_has_dropped_are_done_without() {
        x.dropEventFields("sender_id", "participant_ids");
        x.write(rosa, shop, "Hello");

        var found = (Found) connector.latest(account, Set.of(rosa.id()), Instant.EPOCH);

        assertThat(found.messages()).extracting(Message::direction).containsExactly(Direction.INBOUND);
    }

    // Deliveries

    @ParameterizedTest
    @EnumSource(XDeliveryForm.class)
    void both_sides_of_a_conversation_are_delivered(XDeliveryForm form) {
        try (var hook = new WebhookServer(connector.deliveries())) {
            x.deliverAs(form);
            x.deliverTo(hook.url());

            var theirs = x.write(rosa, shop, TEXT);
            x.awaitDelivered(theirs);
            var ours = (Accepted) send(rosa, TEXT);
            x.awaitIdle(Duration.ofSeconds(10));

            assertThat(hook.received()).hasSize(2);
            assertThat((Message) hook.received().getFirst()).satisfies(message -> {
                assertThat(message.platformId()).isEqualTo(theirs.id());
                assertThat(message.accountPlatformId()).isEqualTo(shop.id());
                assertThat(message.direction()).isEqualTo(Direction.INBOUND);
                assertThat(message.text()).isEqualTo(TEXT);
                assertThat(message.at()).isEqualTo(theirs.createdAt());
                assertThat(Objects.requireNonNull(message.person()).username()).isEqualTo("rosa");
            });
            assertThat((Message) hook.received().getLast()).satisfies(message -> {
                assertThat(message.platformId()).isEqualTo(ours.platformId());
                assertThat(message.direction()).isEqualTo(Direction.OUTBOUND);
                assertThat(message.personPlatformId()).isEqualTo(rosa.id());
                assertThat(message.text()).isEqualTo(TEXT);
                assertThat(message.at()).isEqualTo(ours.at());
            });
        }
    }

    @ParameterizedTest
    @EnumSource(XDeliveryForm.class)
    void everything_else_is_told_apart(XDeliveryForm form) {
        try (var hook = new WebhookServer(connector.deliveries())) {
            x.deliverAs(form);
            x.deliverTo(hook.url());
            var ben = x.addUser("ben", "Ben");

            x.type(rosa, shop);
            await(() -> hook.received().size() == 1);
            x.awaitDelivered(x.writeInGroup(rosa, List.of(shop, ben), "To all"));
            x.writeEncrypted(rosa, shop);
            await(() -> hook.received().size() == 3);
            x.deliverUnknown(shop);
            await(() -> hook.received().size() == 4);
            x.revoke(shop);
            await(() -> hook.received().size() == 5);

            assertThat(hook.received().get(0)).isInstanceOf(Inbound.Typing.class);
            assertThat(hook.received().get(1)).isInstanceOf(Inbound.GroupMessage.class);
            assertThat(hook.received().get(2))
                    .isInstanceOfSatisfying(
                            Message.class,
                            message -> assertThat(message.encrypted()).isTrue());
            assertThat(hook.received().get(3)).isInstanceOf(Inbound.Unknown.class);
            assertThat(hook.received().get(4)).isInstanceOf(Inbound.Disconnected.class);
        }
    }
}
