package io.openinbox.simulator.x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DeliveriesTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final XSimulator x =
            XSimulator.start(XSettings.defaults().withRetryAfter(Duration.ofMillis(1), Duration.ofMillis(1)));
    private final App app = new App(x);
    private final Receiver receiver = new Receiver(x);
    private final XUser shop = x.addUser("shop", "The Shop");
    private final XUser rosa = x.addUser("rosa", "Rosa Lind");
    private final XUser noor = x.addUser("noor", "Noor Haddad");
    private final String token = x.link(shop).accessToken();

    @BeforeEach
    void deliver() {
        assertThat(x.deliverTo(receiver.url()).valid()).isTrue();
    }

    @AfterEach
    void stop() {
        app.close();
        receiver.close();
        x.close();
    }

    @Test
    void aMessageIsDeliveredSignedInItsEnvelope() {
        XEvent event = x.write(rosa, shop, "See https://a.example & tell – schön?");

        x.awaitDelivered(event);
        Receiver.Received delivery = receiver.received().getFirst();
        assertThat(delivery.signature()).isEqualTo(Receiver.signature(x.consumerSecret(), delivery.text()));
        assertThat(delivery.string("/data/event_uuid")).matches("-?[0-9]{1,19}");
        assertThat(delivery.string("/data/filter/user_id")).isEqualTo(shop.id());
        assertThat(delivery.string("/data/event_type")).isEqualTo("dm.received");
        JsonNode message = delivery.body().at("/data/payload/direct_message_events/0");
        assertThat(message.get("id").asString()).isEqualTo(event.id());
        assertThat(message.get("created_timestamp").asString())
                .isEqualTo(Long.toString(event.createdAt().toEpochMilli()));
        assertThat(message.at("/message_create/sender_id").asString()).isEqualTo(rosa.id());
        assertThat(message.at("/message_create/target/recipient_id").asString()).isEqualTo(shop.id());
        assertThat(message.at("/message_create/message_data/text").asString())
                .isEqualTo(event.wireText())
                .contains("https://t.co/", " &amp; tell – schön?");
        assertThat(message.at("/message_create/message_data/entities/urls/0/expanded_url")
                        .asString())
                .isEqualTo("https://a.example");
        assertThat(delivery.string("/data/payload/users/" + rosa.id() + "/data/username"))
                .isEqualTo("rosa");
    }

    @Test
    void eachLinkedSideGetsItsOwn() {
        x.link(rosa);
        XEvent event = x.write(rosa, shop, "hi");

        assertThat(x.awaitDelivered(event))
                .extracting(XDelivery::accountId, XDelivery::eventType)
                .containsExactlyInAnyOrder(tuple(shop.id(), "dm.received"), tuple(rosa.id(), "dm.sent"));
    }

    @Test
    void whatTheAccountWritesInXsOwnAppComesAsSent() {
        x.awaitDelivered(x.write(shop, rosa, "from the app"));

        assertThat(receiver.received().getFirst().string("/data/event_type")).isEqualTo("dm.sent");
    }

    @Test
    void anApiSendComesBackAsAnEcho() {
        String id = app.message(rosa, token, "hello").string("/data/dm_event_id");
        x.awaitIdle(SOON);

        assertThat(receiver.received()).singleElement().satisfies(echo -> {
            assertThat(echo.string("/data/event_type")).isEqualTo("dm.sent");
            assertThat(echo.messageId()).isEqualTo(id);
        });
    }

    @Test
    void aFailedDeliveryIsTriedAgainWithTheSameBody() {
        receiver.answerNext(503, 500);
        XEvent event = x.write(rosa, shop, "hi");

        XDelivery delivery = x.awaitDelivered(event).getFirst();
        assertThat(delivery.attempts()).extracting(XDelivery.Attempt::status).containsExactly(503, 500, 200);
        assertThat(receiver.received())
                .hasSize(3)
                .extracting(Receiver.Received::text)
                .containsOnly(delivery.body());
    }

    @Test
    void aDeliveryThatNobodyTakesIsGivenUp() {
        receiver.answerNext(503, 503, 503);
        XEvent event = x.write(rosa, shop, "hi");

        x.awaitIdle(SOON);
        assertThat(x.deliveriesOf(event).getFirst().state()).isEqualTo(XDelivery.State.GIVEN_UP);
        assertThatIllegalStateException()
                .isThrownBy(() -> x.awaitDelivered(event))
                .withMessageContaining("answered 503");
    }

    @Test
    void aMessageBetweenStrangersIsNotDelivered() {
        assertThatIllegalStateException()
                .isThrownBy(() -> x.awaitDelivered(x.write(rosa, noor, "hi"), Duration.ZERO))
                .withMessageContaining("nobody is subscribed");
    }

    @Test
    void oneConversationIsDeliveredInOrder() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ids.add(x.write(rosa, shop, "n" + i).id());
        }
        x.awaitIdle(SOON);

        assertThat(receiver.received()).extracting(Receiver.Received::messageId).containsExactlyElementsOf(ids);
    }

    @Test
    void duplicatesComeOneAfterAnother() {
        x.behave(XDeliveryBehaviour.duplicate(3).times(1));
        XEvent twice = x.write(rosa, shop, "hi");
        XEvent once = x.write(rosa, shop, "there");
        x.awaitIdle(SOON);

        assertThat(x.deliveriesOf(twice)).hasSize(3);
        assertThat(x.deliveriesOf(once)).hasSize(1);
        assertThat(receiver.received().subList(0, 3))
                .extracting(Receiver.Received::text)
                .containsOnly(receiver.received().getFirst().text());
    }

    @Test
    void duplicatesCanComeAtTheSameMoment() {
        receiver.answerTogether(4);
        x.behave(XDeliveryBehaviour.duplicateAtOnce(4));

        assertThat(x.awaitDelivered(x.write(rosa, shop, "hi"))).hasSize(4);
    }

    @Test
    void heldDeliveriesWaitForTheirRelease() {
        XSwitch hold = x.behave(XDeliveryBehaviour.hold().of("dm.received"));
        XEvent first = x.write(rosa, shop, "1");
        XEvent second = x.write(rosa, shop, "2");
        hold.close();
        XEvent third = x.write(rosa, shop, "3");

        x.awaitIdle(SOON);
        assertThat(receiver.received()).extracting(Receiver.Received::messageId).containsExactly(third.id());
        assertThat(x.release()).isEqualTo(2);
        x.awaitIdle(SOON);
        assertThat(receiver.received())
                .extracting(Receiver.Received::messageId)
                .containsExactly(third.id(), first.id(), second.id());
    }

    @Test
    void aHeldBatchIsShuffledBySeedAcrossConversations() {
        List<String> written = new ArrayList<>();
        x.behave(XDeliveryBehaviour.hold());
        for (int i = 0; i < 10; i++) {
            written.add(x.write(i % 2 == 0 ? rosa : noor, shop, "n" + i).id());
        }
        assertThat(x.releaseShuffled(7)).isEqualTo(10);
        x.awaitIdle(SOON);
        Collections.shuffle(written, new Random(7));

        assertThat(receiver.received()).extracting(Receiver.Received::messageId).containsExactlyElementsOf(written);
        assertThat(written).isNotEqualTo(written.stream().sorted().toList());
    }

    @Test
    void aDelayedDeliveryIsOvertaken() {
        x.behave(XDeliveryBehaviour.delay(Duration.ofSeconds(1)).times(1));
        XEvent slow = x.write(rosa, shop, "slow");
        XEvent quick = x.write(rosa, shop, "quick");
        x.awaitIdle(SOON);

        assertThat(receiver.received()).extracting(Receiver.Received::messageId).containsExactly(quick.id(), slow.id());
    }

    @Test
    void theOlderFormHasItsOwnUsersAndNoEnvelope() {
        x.deliverAs(XDeliveryForm.ACCOUNT_ACTIVITY);
        XEvent event = x.write(rosa, shop, "hi");
        app.message(rosa, token, "hello");
        x.awaitIdle(SOON);

        Receiver.Received received = receiver.received().getFirst();
        assertThat(received.string("/for_user_id")).isEqualTo(shop.id());
        assertThat(received.messageId()).isEqualTo(event.id());
        assertThat(received.string("/users/" + rosa.id() + "/screen_name")).isEqualTo("rosa");
        assertThat(received.signature()).isEqualTo(Receiver.signature(x.consumerSecret(), received.text()));
        assertThat(receiver.received().get(1).body().has("apps")).isTrue();
    }

    @Test
    void otherKindsOfEventsAreDelivered() {
        XEvent event = x.write(shop, rosa, "hi");
        x.type(rosa, shop);
        x.read(rosa, shop, event);
        x.writeEncrypted(rosa, shop);
        x.deliverUnknown(shop);
        x.deliverRaw(shop, "[1]");
        XEvent group = x.writeInGroup(rosa, List.of(shop, noor), "hello both");
        x.revoke(shop);
        x.awaitIdle(SOON);

        assertThat(receiver.received())
                .extracting(delivery -> delivery.string("/data/event_type"))
                .contains("dm.indicate_typing", "dm.read", "chat.received", "space.unheard_of", "oauth.revoke", "");
        assertThat(receiver.received())
                .filteredOn(delivery -> delivery.string("/data/event_type").equals("dm.read"))
                .singleElement()
                .satisfies(read -> assertThat(
                                read.string("/data/payload/direct_message_mark_read_events/0/last_read_event_id"))
                        .isEqualTo(event.id()));
        assertThat(receiver.received())
                .filteredOn(delivery -> delivery.string("/data/event_type").equals("chat.received"))
                .singleElement()
                .satisfies(chat -> {
                    assertThat(chat.string("/data/payload/conversation_id")).isEqualTo(rosa.id() + ":" + shop.id());
                    assertThat(chat.text()).doesNotContain("\"text\"");
                });
        assertThat(receiver.received())
                .filteredOn(delivery -> delivery.messageId().equals(group.id()))
                .singleElement()
                .satisfies(delivery -> {
                    JsonNode message = delivery.body().at("/data/payload/direct_message_events/0");
                    assertThat(message.get("dm_conversation_id").asString()).isEqualTo(group.conversationId());
                    assertThat(message.at("/message_create/target").has("recipient_id"))
                            .isFalse();
                });
        assertThat(x.linkedAccounts()).isEmpty();
        assertThat(app.get("/2/users/me", token).status()).isEqualTo(401);
    }

    @Test
    void normalBehaviourReleasesWhatIsHeld() {
        x.behave(XDeliveryBehaviour.hold());
        XEvent event = x.write(rosa, shop, "hi");
        x.behaveNormally();

        assertThat(x.awaitDelivered(event)).hasSize(1);
        assertThat(x.awaitDelivered(x.write(rosa, shop, "there"))).hasSize(1);
    }
}
