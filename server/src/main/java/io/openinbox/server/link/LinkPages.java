package io.openinbox.server.link;

import io.openinbox.account.AccountLink;
import io.openinbox.account.LinkOutcome;
import io.openinbox.platform.Platform;
import io.openinbox.server.http.HtmlPage;
import io.openinbox.team.Membership;
import io.openinbox.team.Team;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.springframework.web.servlet.function.ServerResponse;

/** What a member reads on the way to a platform and back. */
final class LinkPages {

    private LinkPages() {}

    static ServerResponse outcome(Platform platform, LinkOutcome outcome) {
        return switch (outcome) {
            case LinkOutcome.Linked(Team team, AccountLink link) ->
                HtmlPage.titled("@" + link.username() + " is linked")
                        .paragraph("What people write to @" + link.username() + " now arrives in the inbox of "
                                + team.name() + ", and the team can answer from there.")
                        .link(start(platform, team), "Link another account")
                        .link("/", "To the start")
                        .answer(200);
            case LinkOutcome.Denied _ ->
                HtmlPage.titled("The account was not linked")
                        .paragraph("You declined on " + name(platform) + ", so nothing was changed.")
                        .link(start(platform), "Try again")
                        .link("/", "To the start")
                        .answer(200);
            case LinkOutcome.Refused(String words) ->
                HtmlPage.titled("The account was not linked")
                        .paragraph(words)
                        .link(start(platform), "Try again")
                        .answer(502);
            case LinkOutcome.TooLate _ ->
                HtmlPage.titled("That took too long")
                        .paragraph("An attempt to link an account is good for 15 minutes. Nothing was changed.")
                        .link(start(platform), "Try again")
                        .answer(410);
            case LinkOutcome.OtherSession _ ->
                HtmlPage.titled("This was begun in another session")
                        .paragraph("An account is linked in the same browser, and without signing in anew in between:"
                                + " otherwise somebody could make you link an account that is not yours."
                                + " Nothing was changed.")
                        .link(start(platform), "Begin here")
                        .answer(403);
            case LinkOutcome.NotOurs _ ->
                HtmlPage.titled("This page counts once")
                        .paragraph("You came back from " + name(platform) + " with an attempt that was used before, or"
                                + " that did not begin here. If the account was linked then, it still is.")
                        .link(start(platform), "Begin anew")
                        .link("/", "To the start")
                        .answer(403);
            case LinkOutcome.NotAllowed _ -> notAllowed();
        };
    }

    static ServerResponse notAllowed() {
        return HtmlPage.titled("You cannot link accounts here")
                .paragraph(
                        "Accounts are linked by a team's owners and admins. Ask one of them, or have your role changed.")
                .link("/", "To the start")
                .answer(403);
    }

    static ServerResponse signInFirst(String origin) {
        return HtmlPage.titled("Sign in first")
                .paragraph("Linking an account needs you to be signed in at " + origin
                        + ". Run this where OpenInbox runs, open the link it prints, and begin anew:")
                .command("./inbox sign-in-link --email you@example.org")
                .answer(403);
    }

    static ServerResponse openElsewhere(URI address) {
        return HtmlPage.titled("Open this page by its other name")
                .paragraph("The platform sends your browser back to " + address.getScheme() + "://"
                        + address.getAuthority() + ", where you are not signed in while you use this address."
                        + " Sign in there, or set INBOX_PUBLIC_URL to the address you use.")
                .link(address.toString(), address.toString())
                .answer(409);
    }

    static ServerResponse notSetUp(Platform platform) {
        return HtmlPage.titled("There is nothing to link yet")
                .paragraph(
                        "The platform " + name(platform) + " is not set up on this server. Who runs it finds the steps"
                                + " in docs/running.md; ./inbox doctor says what is missing.")
                .link("/", "To the start")
                .answer(404);
    }

    static ServerResponse chooseTeam(Platform platform, List<Membership> managed) {
        var page = HtmlPage.titled("Which team gets the account?")
                .paragraph("Its conversations show up in that team's inbox.");
        managed.forEach(membership ->
                page.link(start(platform, membership.team()), membership.team().name()));
        return page.answer(200);
    }

    private static String start(Platform platform) {
        return "/link/" + platform + "/start";
    }

    /** A slug needs no escaping. */
    private static String start(Platform platform, Team team) {
        return start(platform) + "?team=" + team.slug();
    }

    private static String name(Platform platform) {
        return platform.name().substring(0, 1).toUpperCase(Locale.ROOT)
                + platform.name().substring(1);
    }
}
