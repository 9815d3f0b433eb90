package io.openinbox.server.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.account.AccountLink;
import io.openinbox.message.ReceivingNode;
import io.openinbox.platform.Receiving;
import io.openinbox.server.receive.Receivers.Fetch;
import io.openinbox.server.receive.Receivers.Node;
import io.openinbox.server.support.Await;
import io.openinbox.simulator.x.XCall;
import io.openinbox.simulator.x.XCallBehaviour;
import io.openinbox.simulator.x.XRefusal;
import io.openinbox.simulator.x.XSwitch;
import io.openinbox.simulator.x.XUser;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Receiving without a public address. */
final class StreamTest {

    @RegisterExtension
    final Receivers receivers = new Receivers();

    private XUser shop;
    private XUser rosa;

    @BeforeEach
    void people() {
        shop = receivers.x().addUser("shop", "The Shop");
        rosa = receivers.x().addUser("rosa", "Rosa Lind");
    }

    @Test
    @DisplayName("accounts are subscribed as they are linked, and what people write arrives")
    void arrives() {
        Node node = receivers.first();
        node.readStream();
        AccountLink link = node.link(shop);
        Await.until("the account is subscribed", () -> node.isSubscribed(link));

        write("hi");

        Await.until("the message is stored", () -> node.texts().containsKey("hi"));
        assertThat(receivers.x().subscriptions(shop).keySet())
                .contains("dm.received", "dm.sent", "dm.read", "dm.indicate_typing", "chat.received", "chat.sent")
                .contains("oauth.revoke", "profile.update.handle");
        assertThat(receivers.x().subscriptions(shop).values()).containsOnly("openinbox");
        assertThat(node.fetches()).containsExactly(new Fetch(link.id(), null));
        assertThat(node.reception().way()).isEqualTo(Receiving.Way.STREAM);
        assertThat(node.reception().problem()).isNull();
    }

    @Test
    @DisplayName("a stream that is cut again and again, in the middle of a line too, loses and doubles nothing")
    void cut() throws InterruptedException {
        Node node = receivers.first();
        node.readStream();
        AccountLink link = node.link(shop);
        Await.until("the account is subscribed", () -> node.isSubscribed(link));
        Set<String> written = new HashSet<>();

        for (int i = 0; i < 20; i++) {
            Await.until("the stream is read", () -> receivers.x().streamReaders() == 1);
            written.add(write("before cut " + i));
            receivers.x().cutStreams(i % 2 == 0);
            // Nobody reads: what is written now is told again when somebody does.
            written.add(write("during cut " + i));
            written.add(write("and another " + i));
        }

        Await.until("everything is stored", () -> node.texts().keySet().containsAll(written));
        assertThat(node.texts())
                .hasSameSizeAs(written)
                .allSatisfy((text, count) -> assertThat(count).as(text).isEqualTo(1));
        assertThat(node.messageEvents()).isEqualTo(written.size());
        assertThat(node.fetches()).as("nothing lay too far back").hasSize(1);
    }

    @Test
    @DisplayName("of two nodes one reads; when it dies the other goes on from where it stopped")
    void takeOver() {
        Node one = receivers.first();
        Node two = receivers.add();
        one.readStream();
        AccountLink link = one.link(shop);
        Await.until("the account is subscribed", () -> one.isSubscribed(link));
        Await.until("one node reads", () -> receivers.x().streamReaders() == 1);
        two.readStream();
        write("while both live");
        Await.until("it is stored", () -> two.texts().containsKey("while both live"));
        assertThat(receivers.x().streamReaders()).isEqualTo(1);

        one.die();
        write("while nobody stores");
        assertThat(two.texts()).doesNotContainKey("while nobody stores");
        receivers.pass(Duration.ofSeconds(31));

        Await.until("the other has read on", () -> two.texts().containsKey("while nobody stores"));
        write("after the change");
        Await.until("it goes on", () -> two.texts().containsKey("after the change"));
        Await.until("the dead one's connection ends", () -> receivers.x().streamReaders() == 1);
        assertThat(two.texts().values()).containsOnly(1L);
    }

    @Test
    @DisplayName("a node that is stopped hands over at once")
    void handOver() {
        Node one = receivers.first();
        Node two = receivers.add();
        ReceivingNode reading = one.readStream();
        AccountLink link = one.link(shop);
        Await.until("the account is subscribed", () -> one.isSubscribed(link));
        two.readStream();

        reading.close();
        write("in between");

        Await.until("the other reads", () -> two.texts().containsKey("in between"));
        assertThat(two.fetches()).isEmpty();
    }

    @Test
    @DisplayName("what lies further back than the stream tells is fetched")
    void longOutage() {
        Node node = receivers.first();
        ReceivingNode reading = node.readStream();
        AccountLink link = node.link(shop);
        Await.until("the account is subscribed", () -> node.isSubscribed(link));
        write("before");
        Await.until("it is stored", () -> node.texts().containsKey("before"));
        reading.close();
        var stopped = node.reception().aliveAt();
        receivers.pass(Duration.ofHours(2));

        Node next = receivers.add();
        next.readStream();

        Await.until("what was missed is asked for", () -> !next.fetches().isEmpty());
        assertThat(next.fetches()).containsExactly(new Fetch(link.id(), stopped));
    }

    @Test
    @DisplayName("an account that is taken off is no longer subscribed, and one linked again is")
    void unlinked() {
        Node node = receivers.first();
        node.readStream();
        AccountLink link = node.link(shop);
        Await.until(
                "the account is subscribed",
                () -> node.isSubscribed(link)
                        && receivers.x().subscriptions(shop).containsKey("dm.received"));

        node.core().unlinkAccount().run(receivers.team().id(), link.id());
        Await.until(
                "nothing is subscribed", () -> receivers.x().subscriptions(shop).isEmpty());

        node.link(shop);
        Await.until(
                "it is subscribed again",
                () -> receivers.x().subscriptions(shop).containsKey("dm.received"));
        write("back again");
        Await.until("it arrives", () -> node.texts().containsKey("back again"));
    }

    @Test
    @DisplayName("while X refuses the operator reads why, and what was missed arrives once it does not")
    void refused() {
        Node node = receivers.first();
        node.readStream();
        AccountLink link = node.link(shop);
        Await.until("the account is subscribed", () -> node.isSubscribed(link));
        try (XSwitch _ = receivers
                .x()
                .behave(XCallBehaviour.refuse(XRefusal.unavailable()).on(XCall.STREAM))) {
            receivers.x().cutStreams(false);
            write("while refused");
            Await.until("the problem is told", () -> node.reception().problem() != null);
            assertThat(node.reception().problem()).contains("X answered 503");
        }

        Await.until("it arrives", () -> node.texts().containsKey("while refused"));
        Await.until("the problem is gone", () -> node.reception().problem() == null);
    }

    @Test
    @DisplayName("a wrong bearer token is named, with the remedy")
    void wrongToken() {
        Node node = receivers.add("not X's");
        node.readStream();

        Await.until("the problem is told", () -> node.reception().problem() != null);

        assertThat(node.reception().problem()).contains("INBOX_X_BEARER_TOKEN", "make a new one");
        assertThat(node.reception().problemSince()).isNotNull();
    }

    private String write(String text) {
        receivers.x().write(rosa, shop, text);
        return text;
    }
}
