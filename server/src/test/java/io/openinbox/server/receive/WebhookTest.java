package io.openinbox.server.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openinbox.account.ActiveLink;
import io.openinbox.connector.x.XConnector;
import io.openinbox.connector.x.XSettings;
import io.openinbox.kernel.AccountLinkId;
import io.openinbox.message.ReceivingNode;
import io.openinbox.platform.Platform;
import io.openinbox.platform.PlatformException;
import io.openinbox.platform.Receiving;
import io.openinbox.server.support.Await;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.TestAccount;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Receiving at a public address that this server registers with X itself. Time only passes: what was stored stays past. */
final class WebhookTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private final List<AccountLinkId> fetched = new CopyOnWriteArrayList<>();
    private final TestTeam team = SERVER.team();
    private final TestAccount account = team.account();
    private ReceivingNode node;

    @AfterEach
    void stop() {
        if (node != null) {
            node.close();
        }
    }

    @Test
    @DisplayName("the address and every account are registered once, however often a server starts")
    void once() {
        for (int start = 0; start < 3; start++) {
            node = start();
            Await.until("the account is subscribed", this::isSubscribed);
            Await.until(
                    "X was asked",
                    () -> SERVER.core()
                            .receptions()
                            .find(Platform.X)
                            .map(reception -> reception.checkedAt() != null)
                            .orElse(false));
            node.close();
            if (start == 0) {
                assertThat(fetched).contains(account.link().id());
                fetched.clear();
            }
        }

        assertThat(SERVER.simulator().registeredWebhooks().entrySet())
                .filteredOn(webhook -> webhook.getKey().equals(address()))
                .extracting(Map.Entry::getValue)
                .containsExactly(true);
        assertThat(SERVER.simulator().subscriptions(account.user())).containsKeys("dm.received", "dm.sent");
        assertThat(fetched)
                .as("only the first subscription left something to fetch")
                .doesNotContain(account.link().id());
    }

    @Test
    @DisplayName("nodes that register at the same moment find each other's webhook")
    void atOnce() {
        URI own = URI.create(SERVER.url() + "/hooks/x?of=atOnce");
        try (XConnector connector = connector()) {
            Receiving receiving = connector.receiving().orElseThrow();

            List<String> ids = Stream.generate(() -> CompletableFuture.supplyAsync(
                            () -> receiving.webhook(own).id(),
                            task -> Thread.ofVirtual().start(task)))
                    .limit(6)
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .distinct()
                    .toList();

            assertThat(ids).hasSize(1);
        }
    }

    @Test
    @DisplayName("a webhook that X trusts no more is proven again, and what was missed is fetched")
    void distrusted() {
        node = start();
        Await.until("the account is subscribed", this::isSubscribed);
        Await.until(
                "the webhook is there",
                () -> SERVER.simulator().registeredWebhooks().containsKey(address()));
        fetched.clear();
        SERVER.simulator().distrustWebhooks();

        SERVER.clock().pass(Duration.ofMinutes(31));

        Await.until(
                "X trusts it again",
                () -> SERVER.simulator().registeredWebhooks().getOrDefault(address(), false));
        Await.until(
                "what was missed is asked for",
                () -> fetched.contains(account.link().id()));
    }

    @Test
    @DisplayName("a server that was away fetches what X may have given up on")
    void away() {
        node = start();
        Await.until("the account is subscribed", this::isSubscribed);
        Await.until(
                "this node receives",
                () -> SERVER.core()
                        .receptions()
                        .find(Platform.X)
                        .map(reception -> reception.aliveAt() != null)
                        .orElse(false));
        node.close();
        fetched.clear();
        SERVER.clock().pass(Duration.ofMinutes(5));

        node = start();

        Await.until(
                "what was missed is asked for",
                () -> fetched.contains(account.link().id()));
    }

    @Test
    @DisplayName("an address that X does not take is explained with the remedy")
    void refusedAddress() {
        try (XConnector connector = connector()) {
            Receiving receiving = connector.receiving().orElseThrow();

            assertThatThrownBy(() -> receiving.webhook(URI.create("https://inbox.example.org:8443/hooks/x")))
                    .isInstanceOf(PlatformException.class)
                    .hasMessageContaining("without a port")
                    .hasMessageContaining("INBOX_X_RECEIVE=stream");
            assertThatThrownBy(() -> receiving.webhook(URI.create(SERVER.url() + "/nowhere")))
                    .isInstanceOf(PlatformException.class)
                    .hasMessageContaining("INBOX_PUBLIC_URL");
        }
    }

    private ReceivingNode start() {
        var core = SERVER.core();
        var connector = core.connectors().require(Platform.X);
        return ReceivingNode.start(
                core.leases(),
                core.clock(),
                connector,
                connector.receiving().orElseThrow(),
                core.ingestMessages(),
                core.accountLinks(),
                core.receptions(),
                (ofTeam, link, since) -> fetched.add(link),
                Receiving.Way.WEBHOOK,
                address());
    }

    private static XConnector connector() {
        return new XConnector(new XSettings(
                SERVER.simulator().baseUrl().toString(),
                SERVER.simulator().authorizeUrl().toString(),
                SERVER.simulator().clientId(),
                SERVER.simulator().clientSecret(),
                SERVER.simulator().consumerSecret(),
                SERVER.simulator().bearerToken()));
    }

    private static URI address() {
        return URI.create(SERVER.url() + "/hooks/x");
    }

    private boolean isSubscribed() {
        return SERVER.core().receptions().activeLinks(Platform.X).stream()
                .filter(active -> active.link().id().equals(account.link().id()))
                .map(ActiveLink::subscribedAt)
                .allMatch(at -> at != null);
    }
}
