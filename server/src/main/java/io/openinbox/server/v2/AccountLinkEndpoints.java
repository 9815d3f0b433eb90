package io.openinbox.server.v2;

import io.openinbox.account.AccountLink;
import io.openinbox.account.AccountLinks;
import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.Cursor;
import io.openinbox.kernel.Page;
import io.openinbox.platform.Platform;
import io.openinbox.server.manner.PageCursor;
import io.openinbox.server.manner.Query;
import io.openinbox.server.manner.Request;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

final class AccountLinkEndpoints {

    private static final List<String> STATUSES = List.of("active", "offline", "paused");

    private static final Comparator<Cursor> OLDEST_FIRST =
            Comparator.comparing(Cursor::at).thenComparing(cursor -> new AccountLinkId(cursor.id()).text());

    private final AccountLinks accountLinks;
    private final AvailablePlatforms platforms;

    AccountLinkEndpoints(AccountLinks accountLinks, AvailablePlatforms platforms) {
        this.accountLinks = accountLinks;
        this.platforms = platforms;
    }

    List<PlatformInfoV2> platforms(Request request) {
        return platforms.all().stream().map(PlatformInfoV2::of).toList();
    }

    PageV2<AccountLinkV2> list(Request request) {
        Query query = request.query();
        int limit = PageV2.limit(query);
        Set<String> statuses = query.words("status", STATUSES);
        List<String> names = query.texts("platform");
        Object question = List.of("account links", PageV2.sorted(names), PageV2.sorted(statuses));
        Cursor after = PageCursor.read(query, question);
        Set<Platform> asked = names.stream().map(platforms::named).collect(Collectors.toSet());
        // A team has few accounts: they are read whole and cut here.
        List<AccountLink> found = accountLinks.list(request.team()).stream()
                .filter(link -> platforms.has(link.platform()))
                .filter(link -> asked.isEmpty() || asked.contains(link.platform()))
                .filter(link -> statuses.isEmpty() || statuses.contains(WordV2.of(link.status())))
                .filter(link -> isBehind(after, link))
                .limit(limit + 1L)
                .toList();
        return PageV2.of(Page.of(found, limit, AccountLinkEndpoints::cursor), question, this::answer);
    }

    AccountLinkV2 get(Request request) {
        AccountLinkId id = IdsV2.accountLink(request.id("accountLinkId"));
        AccountLink link = accountLinks.get(request.team(), id);
        var _ = platforms.require(link.platform());
        return answer(link);
    }

    private AccountLinkV2 answer(AccountLink link) {
        return AccountLinkV2.of(link, accountLinks.capabilities(link));
    }

    private static boolean isBehind(@Nullable Cursor after, AccountLink link) {
        return after == null || OLDEST_FIRST.compare(cursor(link), after) > 0;
    }

    private static Cursor cursor(AccountLink link) {
        return new Cursor(link.createdAt(), link.id().value());
    }
}
