package io.openinbox.server.doctor;

import io.openinbox.account.AccountHealth;
import io.openinbox.account.AccountHealth.Credentials;
import io.openinbox.account.AccountLink;
import io.openinbox.account.Backfill;
import io.openinbox.message.LinkActivity;
import io.openinbox.server.config.InboxCore;
import io.openinbox.server.config.InboxSettings;
import io.openinbox.server.config.ReceivingPlan;
import io.openinbox.team.Team;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Looks at each team's accounts. */
public final class TeamExam {

    private final InboxCore core;
    private final Report report;
    private final URI publicUrl;
    private final boolean isRegistering;

    public TeamExam(InboxSettings settings, InboxCore core, Report report) {
        this.core = core;
        this.report = report;
        this.publicUrl = settings.publicUrl(settings.port());
        this.isRegistering = ReceivingPlan.of(settings.x(), publicUrl).way() != null;
    }

    public void examine() {
        List<Team> teams = core.teams().all();
        if (teams.isEmpty()) {
            report.heading("Teams");
            report.note("There is no team yet: the first ./inbox start makes one.");
        }
        for (Team team : teams) {
            report.heading("Team " + team.name() + " (" + team.slug() + ")");
            List<AccountHealth> links = core.accountLinks().health(team.id());
            if (links.isEmpty()) {
                report.note("No account is linked: sign in and open " + linkAddress(team) + ".");
            }
            links.forEach(health -> account(team, health));
        }
    }

    private void account(Team team, AccountHealth health) {
        AccountLink link = health.link();
        String name = "@" + link.username() + " (" + link.platform() + ")";
        switch (link.status()) {
            case ACTIVE -> active(team, health, name);
            case OFFLINE -> {
                if (health.unlinkedAt() != null) {
                    report.note(name + " was taken off the team; its history stays.");
                } else {
                    report.problem(name + " is signed out: " + health.statusReason() + " Link it again at "
                            + linkAddress(team) + ".");
                }
            }
            case PAUSED -> report.note(name + " is paused by an administrator.");
        }
        core.backfills().list(team.id()).stream()
                .filter(backfill -> link.status() == AccountLink.Status.ACTIVE
                        && backfill.accountLinkId().equals(link.id())
                        && !backfill.isFinished())
                .forEach(backfill -> report.note(reading(name, backfill)));
        if (health.groupMessages() > 0) {
            report.note(name + " got " + health.groupMessages()
                    + " messages in group conversations, which stand in no thread.");
        }
        health.notUnderstood()
                .forEach((reason, count) -> report.note(name + " got " + count
                        + " deliveries that were kept raw because nothing could be made of them: " + reason + "."));
    }

    private static String reading(String name, Backfill backfill) {
        String what = switch (backfill.kind()) {
            case IMPORT -> "The history of " + name + " is being imported";
            case GAP -> "What " + name + " may have missed is being read";
        };
        String far = backfill.reachedAt() == null
                ? ": not begun yet"
                : ": " + backfill.messages() + " messages so far, back to " + backfill.reachedAt();
        return what + far + "." + (backfill.problem() == null ? "" : " It waits: " + backfill.problem());
    }

    private void active(Team team, AccountHealth health, String name) {
        Instant now = core.clock().now();
        LinkActivity activity =
                core.messages().lastActivity(team.id(), health.link().id());
        List<String> facts = new ArrayList<>();
        facts.add(
                activity.lastMessageAt() == null
                        ? "no message yet"
                        : "last message " + Ago.words(activity.lastMessageAt(), now));
        facts.add(
                activity.lastSendAt() == null
                        ? "nothing sent yet"
                        : "last send " + Ago.words(activity.lastSendAt(), now));
        switch (health.credentials()) {
            case Credentials.Decrypted(Instant expireAt) ->
                facts.add(
                        expireAt == null
                                ? "access renewed when it ends"
                                : expireAt.isBefore(now)
                                        ? "access renewed at its next use"
                                        : "access good until " + expireAt);
            case Credentials.Undecryptable _ ->
                report.problem(
                        name + " cannot be used: its credentials are encrypted under another master key. Put that key"
                                + " back, or link the account again at " + linkAddress(team) + ".");
            case Credentials.None _ ->
                report.problem(name + " has no credentials: link it again at " + linkAddress(team) + ".");
        }
        report.fine(name + " is active: " + String.join(", ", facts) + ".");
        if (health.subscriptionProblem() != null) {
            report.problem("What people write to " + name + " is not delivered: " + health.subscriptionProblem());
        } else if (isRegistering && health.subscribedAt() == null) {
            report.note("X has yet to be told to deliver what people write to " + name
                    + "; a running server does within seconds.");
        }
    }

    private String linkAddress(Team team) {
        return publicUrl + "/link/x/start?team=" + team.slug();
    }
}
