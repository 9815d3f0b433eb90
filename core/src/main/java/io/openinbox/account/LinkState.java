package io.openinbox.account;

import io.openinbox.kernel.LinkAttemptId;
import io.openinbox.kernel.TeamId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What travels over the platform's page and back: which attempt it was, and a secret that proves it. */
record LinkState(TeamId teamId, LinkAttemptId attemptId, String secret) {

    private static final Pattern FORM = Pattern.compile("([0-9a-z]{24})\\.([0-9a-z]{24})\\.([0-9A-Za-z]{43})");

    String text() {
        return teamId.text() + "." + attemptId.text() + "." + secret;
    }

    static Optional<LinkState> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return TeamId.parse(matcher.group(1))
                .flatMap(team -> LinkAttemptId.parse(matcher.group(2))
                        .map(attempt -> new LinkState(team, attempt, matcher.group(3))));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "LinkState[attemptId=" + attemptId + "]";
    }
}
