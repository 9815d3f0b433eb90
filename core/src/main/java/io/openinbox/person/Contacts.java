package io.openinbox.person;

import io.openinbox.db.Database;
import io.openinbox.kernel.ContactId;
import io.openinbox.kernel.Cursor;
import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.NameKey;
import io.openinbox.kernel.Page;
import io.openinbox.kernel.TeamId;
import io.openinbox.platform.Platform;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads contacts; nobody becomes one by being looked for. */
public final class Contacts {

    private final ContactListStore store;
    private final PersonStore people;

    public Contacts(Database database) {
        this.store = new ContactListStore(database);
        this.people = new PersonStore(database);
    }

    /** @throws InboxException {@code CONTACT_NOT_FOUND} */
    public Contact get(TeamId team, ContactId id) {
        Contact contact = getAll(team, List.of(id)).get(id);
        if (contact == null) {
            throw new InboxException(ErrorCode.CONTACT_NOT_FOUND, "There is no such contact in this team.");
        }
        return contact;
    }

    /** Those of the given contacts that exist, in one query however many there are. */
    public Map<ContactId, Contact> getAll(TeamId team, Collection<ContactId> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<ContactId, Contact> found = new LinkedHashMap<>();
        people.ofContacts(team, ids).forEach(row -> found.merge(row.id(), row, Contacts::joined));
        return found;
    }

    /** The contacts that have one of these ids on the platform, oldest first. */
    public Page<Contact> byPlatformIds(
            TeamId team, Platform platform, Collection<String> platformIds, @Nullable Cursor after, int limit) {
        return page(team, store.byPlatformIds(team, platform, platformIds, after, limit + 1), limit);
    }

    /** The contacts that go by one of these names on the platform, in whatever case, oldest first. */
    public Page<Contact> byUsernames(
            TeamId team, Platform platform, Collection<String> usernames, @Nullable Cursor after, int limit) {
        List<String> keys = usernames.stream().map(NameKey::of).toList();
        return page(team, store.byUsernameKeys(team, platform, keys, after, limit + 1), limit);
    }

    private Page<Contact> page(TeamId team, List<ContactListStore.Found> found, int limit) {
        Page<ContactListStore.Found> page = Page.of(
                found, limit, last -> new Cursor(last.createdAt(), last.id().value()));
        List<ContactId> ids =
                page.items().stream().map(ContactListStore.Found::id).toList();
        Map<ContactId, Contact> contacts = getAll(team, ids);
        return new Page<>(
                ids.stream().map(contacts::get).filter(Objects::nonNull).toList(), page.next());
    }

    private static Contact joined(Contact one, Contact other) {
        List<Profile> profiles = new ArrayList<>(one.profiles());
        profiles.addAll(other.profiles());
        return new Contact(one.id(), one.context(), profiles, one.createdAt(), one.updatedAt());
    }
}
