package io.openinbox.server.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.platform.Platform;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.TestAccount;
import io.openinbox.simulator.x.XCall;
import io.openinbox.simulator.x.XCallBehaviour;
import io.openinbox.simulator.x.XRefusal;
import io.openinbox.simulator.x.XSwitch;
import io.openinbox.simulator.x.XUser;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** X takes nothing from an app without credit: one answer speaks for all accounts. */
final class NoCreditTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private final TestTeam team = SERVER.team();
    private final TestTeam otherTeam = SERVER.team();

    private int send(TestTeam by, TestAccount account, XUser to) {
        return by.api().post("/threads/messages", """
                        {"accountLinkId":"%s","externalPlatformId":"%s","content":"Hello"}""", account.id(), to.id()).status();
    }

    @Test
    @DisplayName(
            "a 402 pauses every account's sends; one is tried after 15 minutes, and the operator may end it at once")
    void paused() {
        TestAccount account = team.account();
        TestAccount other = otherTeam.account();
        XUser person = team.person();
        XSwitch broke = SERVER.simulator()
                .behave(XCallBehaviour.refuse(XRefusal.noCredits()).on(XCall.SEND));

        assertThat(send(team, account, person)).isEqualTo(502);
        assertThat(SERVER.core().platformPauses().find(Platform.X)).isPresent();
        assertThat(send(team, account, person)).isEqualTo(502);
        assertThat(send(otherTeam, other, person)).isEqualTo(502);
        assertThat(SERVER.simulator().postsBy(account.user())).hasSize(1);
        assertThat(SERVER.simulator().postsBy(other.user())).isEmpty();

        SERVER.clock().pass(Duration.ofMinutes(16));
        assertThat(send(otherTeam, other, person)).isEqualTo(502);
        assertThat(send(team, account, person)).isEqualTo(502);
        assertThat(SERVER.simulator().postsBy(other.user())).as("the trial").hasSize(1);
        assertThat(SERVER.simulator().postsBy(account.user())).hasSize(1);

        broke.close();
        assertThat(send(team, account, person)).as("until the next trial").isEqualTo(502);
        SERVER.clock().pass(Duration.ofMinutes(16));
        assertThat(send(team, account, person)).isEqualTo(200);
        assertThat(send(otherTeam, other, person)).isEqualTo(200);
        assertThat(SERVER.core().platformPauses().find(Platform.X)).isEmpty();

        SERVER.simulator()
                .behave(XCallBehaviour.refuse(XRefusal.noCredits())
                        .on(XCall.SEND)
                        .times(1));
        assertThat(send(team, account, person)).isEqualTo(502);
        assertThat(send(team, account, person)).isEqualTo(502);
        assertThat(SERVER.core().platformPauses().end(Platform.X)).isTrue();
        assertThat(send(team, account, person)).isEqualTo(200);
    }
}
