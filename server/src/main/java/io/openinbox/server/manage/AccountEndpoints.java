package io.openinbox.server.manage;

import io.openinbox.account.AccountHealth;
import io.openinbox.account.AccountLinks;
import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.message.UnlinkAccount;
import io.openinbox.server.manner.Request;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

final class AccountEndpoints {

    private final AccountLinks accountLinks;
    private final UnlinkAccount unlinkAccount;

    AccountEndpoints(AccountLinks accountLinks, UnlinkAccount unlinkAccount) {
        this.accountLinks = accountLinks;
        this.unlinkAccount = unlinkAccount;
    }

    HealthList health(Request request) {
        return new HealthList(
                accountLinks.health(request.team()).stream().map(HealthView::of).toList());
    }

    void unlink(Request request) {
        AccountLinkId id = AccountLinkId.parse(request.id("accountLinkId"))
                .orElseThrow(() -> new InboxException(
                        ErrorCode.ACCOUNT_LINK_NOT_FOUND, "There is no such account link in this team."));
        unlinkAccount.run(request.team(), id);
    }

    record HealthList(List<HealthView> data) {}

    record KeptRaw(String reason, long count) {}

    record HealthView(
            String id,
            String platform,
            String username,
            String status,
            @Nullable String statusReason,
            @Nullable Instant unlinkedAt,
            @Nullable Instant deliveredSince,
            @Nullable String deliveryProblem,
            long groupMessages,
            List<KeptRaw> keptRaw) {

        static HealthView of(AccountHealth health) {
            return new HealthView(
                    health.link().id().text(),
                    health.link().platform().name(),
                    health.link().username(),
                    health.link().status().name().toLowerCase(Locale.ROOT),
                    health.statusReason(),
                    health.unlinkedAt(),
                    health.subscribedAt(),
                    health.subscriptionProblem(),
                    health.groupMessages(),
                    health.notUnderstood().entrySet().stream()
                            .map(kept -> new KeptRaw(kept.getKey(), kept.getValue()))
                            .toList());
        }
    }
}
