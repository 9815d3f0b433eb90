package io.openinbox.server.v2;

import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.Api;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.server.support.TestTeam.TestAccount;
import io.openinbox.simulator.x.XUser;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a list asks the database: at most two statements and one for each kind that is expanded, however long the page. */
final class ExpandStatementsTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private final TestTeam team = SERVER.team();
    private final Api api = team.api().v2();
    private final TestAccount account = team.account();

    @Test
    @DisplayName("threads with everything beside them")
    void threads() {
        for (int i = 0; i < 12; i++) {
            team.receive(account, team.person(), "hi " + i);
        }
        int few = statements("/threads?folder=requests&limit=2");
        int many = statements("/threads?folder=requests&limit=12");
        assertThat(many).isEqualTo(few).isLessThanOrEqualTo(2);

        String expand = "&expand=profile&expand=contact&expand=accountLink&expand=assignee";
        assertThat(statements("/threads?folder=requests&limit=2" + expand)).isLessThanOrEqualTo(2 + 4);
        assertThat(statements("/threads?folder=requests&limit=12" + expand)).isLessThanOrEqualTo(2 + 4);
        assertThat(statements("/threads?folder=requests&q=hi&limit=12" + expand))
                .isLessThanOrEqualTo(2 + 4);
    }

    @Test
    @DisplayName("messages with everything beside them")
    void messages() {
        XUser person = team.person();
        for (int i = 0; i < 12; i++) {
            team.receive(account, person, "hi " + i);
        }
        String path = "/threads/" + team.thread(account, person) + "/messages?limit=";
        assertThat(statements(path + 12)).isEqualTo(statements(path + 2)).isLessThanOrEqualTo(2);

        String expand = "&expand=sentBy&expand=thread&expand=accountLink&expand=replyTo.message";
        // Who sent is two kinds, members and tokens.
        assertThat(statements(path + 12 + expand))
                .isEqualTo(statements(path + 2 + expand))
                .isLessThanOrEqualTo(2 + 5);
    }

    @Test
    @DisplayName("contacts with everything beside them")
    void contacts() {
        var ids = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            XUser person = team.person();
            team.receive(account, person, "hi");
            ids.append("&platformId=").append(person.id());
        }
        String path = "/contacts?platform=twitter" + ids;
        assertThat(statements(path + "&limit=6"))
                .isEqualTo(statements(path + "&limit=1"))
                .isLessThanOrEqualTo(2);
        assertThat(statements(path + "&expand=status&expand=tags&expand=assignee"))
                .isLessThanOrEqualTo(2 + 3);
    }

    /** Of one request whose token has been looked up before. */
    private int statements(String path) {
        api.get("/team").ok();
        List<String> asked = SERVER.statementsOf(() -> api.get(path).ok());
        return asked.size();
    }
}
