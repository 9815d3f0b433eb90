package io.openinbox.server.v2;

import io.openinbox.kernel.TeamId;
import io.openinbox.person.Contact;
import io.openinbox.pipeline.Status;
import io.openinbox.pipeline.Statuses;
import io.openinbox.pipeline.Tag;
import io.openinbox.pipeline.Tags;
import io.openinbox.team.Member;
import io.openinbox.team.Members;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Contacts with what the caller wants to see of them: one query for each kind, however many contacts there are. */
final class ContactAnswers {

    static final List<String> EXPANSIONS = List.of("status", "tags", "assignee");

    private final Profiles profiles;
    private final Statuses statuses;
    private final Tags tags;
    private final Members members;

    ContactAnswers(Profiles profiles, Statuses statuses, Tags tags, Members members) {
        this.profiles = profiles;
        this.statuses = statuses;
        this.tags = tags;
        this.members = members;
    }

    ContactV2 one(TeamId team, Contact contact, Set<String> expand) {
        return all(team, List.of(contact), expand).getFirst();
    }

    /** @param expand of {@link #EXPANSIONS} */
    List<ContactV2> all(TeamId team, Collection<Contact> contacts, Set<String> expand) {
        if (contacts.isEmpty()) {
            return List.of();
        }
        Map<Object, StatusV2> knownStatuses = expand.contains("status")
                ? statuses.list(team).stream().collect(Collectors.toMap(Status::id, StatusV2::of))
                : Map.of();
        boolean isWithTags = expand.contains("tags");
        Map<Object, TagV2> knownTags =
                isWithTags ? tags.list(team).stream().collect(Collectors.toMap(Tag::id, TagV2::of)) : Map.of();
        Map<Object, MemberV2> knownMembers = expand.contains("assignee")
                ? members.list(team).stream().collect(Collectors.toMap(Member::id, MemberV2::of))
                : Map.of();
        return contacts.stream()
                .map(contact -> ContactV2.of(
                        contact,
                        contact.profiles().stream()
                                .filter(profiles::isAvailable)
                                .map(profiles::answer)
                                .toList(),
                        known(knownStatuses, contact.context().statusId()),
                        isWithTags
                                ? contact.context().tagIds().stream()
                                        .map(knownTags::get)
                                        .filter(Objects::nonNull)
                                        .toList()
                                : null,
                        known(knownMembers, contact.context().assigneeId())))
                .toList();
    }

    private static <T> @Nullable T known(Map<Object, T> found, @Nullable Object id) {
        return id == null ? null : found.get(id);
    }
}
