package io.openinbox.server.v2;

import io.openinbox.account.AccountLink;
import io.openinbox.account.AccountLinks;
import io.openinbox.account.Backfills;
import io.openinbox.kernel.AccountLinkId;
import io.openinbox.kernel.ContactId;
import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.ProfileId;
import io.openinbox.kernel.TeamId;
import io.openinbox.person.Contacts;
import io.openinbox.person.People;
import io.openinbox.person.Person;
import io.openinbox.platform.Capability;
import io.openinbox.platform.Connectors;
import io.openinbox.team.Member;
import io.openinbox.team.Members;
import io.openinbox.thread.Thread;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Threads with what the caller wants to see beside them: one query for each kind, however many threads there are. */
final class ThreadAnswers {

    static final List<String> EXPANSIONS = List.of("profile", "contact", "accountLink", "assignee");

    private final Connectors connectors;
    private final AccountLinks accountLinks;
    private final Backfills backfills;
    private final People people;
    private final Contacts contacts;
    private final Members members;
    private final Profiles profiles;
    private final ContactAnswers contactAnswers;

    ThreadAnswers(
            Connectors connectors,
            AccountLinks accountLinks,
            Backfills backfills,
            People people,
            Contacts contacts,
            Members members,
            Profiles profiles,
            ContactAnswers contactAnswers) {
        this.connectors = connectors;
        this.accountLinks = accountLinks;
        this.backfills = backfills;
        this.people = people;
        this.contacts = contacts;
        this.members = members;
        this.profiles = profiles;
        this.contactAnswers = contactAnswers;
    }

    ThreadV2 one(TeamId team, Thread thread, Set<String> expand) {
        return all(team, List.of(thread), expand).getFirst();
    }

    /** @param expand of {@link #EXPANSIONS} */
    List<ThreadV2> all(TeamId team, Collection<Thread> threads, Set<String> expand) {
        if (threads.isEmpty()) {
            return List.of();
        }
        Map<AccountLinkId, AccountLinkV2> links = expand.contains("accountLink") ? accountLinks(team) : Map.of();
        Map<ProfileId, ProfileV2> knownProfiles =
                expand.contains("profile") ? profiles(team, ids(threads, Thread::profileId)) : Map.of();
        Map<ContactId, ContactV2> knownContacts =
                expand.contains("contact") ? contacts(team, ids(threads, Thread::contactId)) : Map.of();
        Map<MemberId, MemberV2> knownMembers = expand.contains("assignee") ? members(team) : Map.of();
        Set<AccountLinkId> importing = backfills.importing(team);
        return threads.stream()
                .map(thread -> ThreadV2.of(
                        thread,
                        acceptanceState(thread),
                        importing.contains(thread.accountLinkId()),
                        links.get(thread.accountLinkId()),
                        knownProfiles.get(thread.profileId()),
                        knownContacts.get(thread.contactId()),
                        thread.assigneeId() == null ? null : knownMembers.get(thread.assigneeId())))
                .toList();
    }

    Map<AccountLinkId, AccountLinkV2> accountLinks(TeamId team) {
        return accountLinks.list(team).stream()
                .collect(Collectors.toMap(
                        AccountLink::id, link -> AccountLinkV2.of(link, accountLinks.capabilities(link))));
    }

    Map<ProfileId, ProfileV2> profiles(TeamId team, Collection<ProfileId> ids) {
        return people.getAll(team, ids).values().stream()
                .map(Person::profile)
                .collect(Collectors.toMap(profile -> profile.id(), profiles::answer));
    }

    Map<ContactId, ContactV2> contacts(TeamId team, Collection<ContactId> ids) {
        return contacts.getAll(team, ids).values().stream()
                .collect(Collectors.toMap(
                        contact -> contact.id(), contact -> contactAnswers.one(team, contact, Set.of())));
    }

    Map<MemberId, MemberV2> members(TeamId team) {
        return members.list(team).stream().collect(Collectors.toMap(Member::id, MemberV2::of));
    }

    /** A platform without message requests wants none accepted; the others do not say. */
    private String acceptanceState(Thread thread) {
        return connectors
                .find(thread.platform())
                .filter(connector -> !connector.capabilities().contains(Capability.MESSAGE_REQUESTS))
                .map(connector -> "notRequired")
                .orElse("unknown");
    }

    static <T, I> Set<I> ids(Collection<T> items, Function<T, @Nullable I> id) {
        return items.stream().map(id).filter(Objects::nonNull).collect(Collectors.toUnmodifiableSet());
    }
}
