package io.openinbox.message;

import io.openinbox.account.AccountLink;
import io.openinbox.account.AccountLinks;
import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.TeamId;
import io.openinbox.platform.Connector;
import io.openinbox.platform.Connectors;
import io.openinbox.platform.PlatformException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes an account off a team. Its threads and messages stay, readable and without a way to answer; linking the account
 * again brings it back under the same id. Sends whose fate is open stay so: who links again learns it.
 */
public final class UnlinkAccount {

    private static final Logger log = LoggerFactory.getLogger(UnlinkAccount.class);

    private final Connectors connectors;
    private final AccountLinks accountLinks;

    public UnlinkAccount(Connectors connectors, AccountLinks accountLinks) {
        this.connectors = connectors;
        this.accountLinks = accountLinks;
    }

    /**
     * Taking off what is off already changes nothing.
     *
     * @throws InboxException {@code ACCOUNT_LINK_NOT_FOUND}
     */
    public void run(TeamId team, AccountLinkId id) {
        AccountLink link = accountLinks.get(team, id);
        accountLinks.unlink(team, id).ifPresent(credentials -> giveBack(link, credentials));
    }

    /** Other teams that linked the account hold credentials of their own. */
    private void giveBack(AccountLink link, String credentials) {
        try {
            connectors.find(link.platform()).flatMap(Connector::linkFlow).ifPresent(flow -> flow.giveBack(credentials));
        } catch (PlatformException e) {
            log.warn("{} was not told that account link {} is gone: {}", link.platform(), link.id(), e.getMessage());
        }
    }
}
