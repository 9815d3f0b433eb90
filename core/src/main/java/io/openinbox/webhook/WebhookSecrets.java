package io.openinbox.webhook;

import io.openinbox.kernel.TeamId;
import io.openinbox.kernel.WebhookId;
import io.openinbox.secret.Secrets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Endpoints' secrets, encrypted where they are stored. */
final class WebhookSecrets {

    private static final String TABLE = "webhook";
    /** A replaced secret is moved as it is: both places count as one. */
    private static final String COLUMN = "secret";

    private final Secrets secrets;

    WebhookSecrets(Secrets secrets) {
        this.secrets = secrets;
    }

    byte[] encrypt(TeamId team, WebhookId webhook, WebhookSecret secret) {
        return secrets.encrypt(team, TABLE, COLUMN, webhook, secret.text());
    }

    /** Those that sign now, the newest first. */
    List<WebhookSecret> signing(TeamId team, WebhookStore.Stored stored, Instant now) {
        List<WebhookSecret> all = new ArrayList<>();
        all.add(decrypt(team, stored.webhook().id(), stored.secret()));
        byte[] previous = stored.previousSecret();
        Instant until = stored.previousSecretUntil();
        if (previous != null && until != null && now.isBefore(until)) {
            all.add(decrypt(team, stored.webhook().id(), previous));
        }
        return all;
    }

    private WebhookSecret decrypt(TeamId team, WebhookId webhook, byte[] encrypted) {
        return new WebhookSecret(secrets.decrypt(team, TABLE, COLUMN, webhook, encrypted));
    }
}
