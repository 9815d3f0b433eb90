package io.openinbox.server.support;

import io.openinbox.account.AccountLink;
import io.openinbox.connector.sandbox.SandboxConnector;
import io.openinbox.connector.x.XCredentials;
import io.openinbox.platform.Platform;
import io.openinbox.simulator.sandbox.SandboxUser;
import io.openinbox.simulator.x.XEvent;
import io.openinbox.simulator.x.XTokens;
import io.openinbox.simulator.x.XUser;
import io.openinbox.team.Member;
import io.openinbox.team.Role;
import io.openinbox.team.Scope;
import io.openinbox.team.Team;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A team of one test: its members, tokens and linked accounts, and people who write to it. */
public final class TestTeam {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final TestServer server;
    private final Team team;
    private final Member owner;
    private final String xName;
    private final Api api;

    TestTeam(TestServer server, Team team, Member owner, String xName) {
        this.server = server;
        this.team = team;
        this.owner = owner;
        this.xName = xName;
        this.api = api(EnumSet.allOf(Scope.class));
    }

    public Team team() {
        return team;
    }

    public Member owner() {
        return owner;
    }

    /** With a token of all scopes. */
    public Api api() {
        return api;
    }

    /** With a new token of some scopes. */
    public Api api(Set<Scope> scopes) {
        return new Api(
                server.url(), server.core().apiTokens().create(team.id(), owner.userId(), "test", scopes, xName));
    }

    /** With a new token that reads X under this name. */
    public Api api(String xNameOfToken) {
        return new Api(
                server.url(),
                server.core()
                        .apiTokens()
                        .create(team.id(), owner.userId(), "test", EnumSet.allOf(Scope.class), xNameOfToken));
    }

    public Member addMember() {
        return server.core().members().add(team.id(), "member" + COUNT.incrementAndGet() + "@example.org", Role.USER);
    }

    /** Links a new account of X to the team. */
    public TestAccount account() {
        return link(newUser("acct"));
    }

    /** Links an account of X to the team. */
    public TestAccount link(XUser user) {
        XTokens tokens = server.simulator().link(user);
        AccountLink link = server.core()
                .accountLinks()
                .link(
                        team.id(),
                        Platform.X,
                        XCredentials.of(tokens.accessToken(), tokens.refreshToken())
                                .text());
        return new TestAccount(user, link);
    }

    /** Somebody on X who has not written to anybody yet. */
    public XUser person() {
        return newUser("person");
    }

    /** Links a new account of the sandbox that can do everything. */
    public SandboxAccount sandboxAccount() {
        SandboxUser user = sandboxPerson();
        return new SandboxAccount(user, linkSandbox(server.sandbox().link(user)));
    }

    /** Links a new account of the sandbox that can do only this much. */
    public SandboxAccount sandboxAccount(Set<String> capabilities) {
        SandboxUser user = sandboxPerson();
        return new SandboxAccount(user, linkSandbox(server.sandbox().link(user, capabilities)));
    }

    private AccountLink linkSandbox(String token) {
        return server.core().accountLinks().link(team.id(), SandboxConnector.PLATFORM, token);
    }

    /** Somebody on the sandbox who has not written to anybody yet. */
    public SandboxUser sandboxPerson() {
        int number = COUNT.incrementAndGet();
        return server.sandbox().addUser("sandy" + number, "Sandy " + number);
    }

    /** Opens the thread of an account of the sandbox and a person and gives its id. */
    public String thread(SandboxAccount account, SandboxUser person) {
        return api.post("/threads", """
                        {"accountLinkId":"%s","externalPlatformId":"%s"}""", account.id(), person.id())
                .ok()
                .path("id")
                .stringValue();
    }

    /** A person writes to an account; returns once the message has been taken in. */
    public XEvent receive(TestAccount account, XUser from, String text) {
        XEvent event = server.simulator().write(from, account.user(), text);
        server.simulator().awaitDelivered(event);
        return event;
    }

    /** Somebody writes from the account in X's own app; returns once the message has been taken in. */
    public XEvent writeInApp(TestAccount account, XUser to, String text) {
        XEvent event = server.simulator().write(account.user(), to, text);
        server.simulator().awaitDelivered(event);
        return event;
    }

    /** Opens the thread of an account and a person and gives its id. */
    public String thread(TestAccount account, XUser person) {
        return api.post("/threads", """
                        {"accountLinkId":"%s","externalPlatformId":"%s"}""", account.id(), person.id())
                .ok()
                .path("id")
                .stringValue();
    }

    private XUser newUser(String prefix) {
        int number = COUNT.incrementAndGet();
        return server.simulator().addUser(prefix + number, "Name of " + prefix + " " + number);
    }

    /** An account of X and its link to the team. */
    public record TestAccount(XUser user, AccountLink link) {

        public String id() {
            return link.id().text();
        }
    }

    /** An account of the sandbox and its link to the team. */
    public record SandboxAccount(SandboxUser user, AccountLink link) {

        public String id() {
            return link.id().text();
        }
    }
}
