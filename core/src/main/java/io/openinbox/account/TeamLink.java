package io.openinbox.account;

import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.TeamId;

/** One team's link of a platform account. */
public record TeamLink(TeamId teamId, AccountLinkId accountLinkId) {}
