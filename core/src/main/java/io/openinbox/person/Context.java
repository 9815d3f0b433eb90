package io.openinbox.person;

import io.openinbox.kernel.ContactId;
import io.openinbox.kernel.MemberId;
import io.openinbox.kernel.StatusId;
import io.openinbox.kernel.TagId;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the team says about a person, whichever of their profiles it met.
 *
 * @param valuation in the team's currency
 * @param assigneeId the default for the person's threads that have no assignee of their own
 */
public record Context(
        ContactId contactId,
        List<TagId> tagIds,
        @Nullable StatusId statusId,
        @Nullable BigDecimal valuation,
        @Nullable String notes,
        @Nullable MemberId assigneeId) {

    public Context {
        tagIds = List.copyOf(tagIds);
    }

    public Context withTags(List<TagId> tags) {
        return new Context(contactId, tags, statusId, valuation, notes, assigneeId);
    }

    public Context withStatus(@Nullable StatusId status) {
        return new Context(contactId, tagIds, status, valuation, notes, assigneeId);
    }

    public Context withValuation(@Nullable BigDecimal value) {
        return new Context(contactId, tagIds, statusId, value, notes, assigneeId);
    }

    public Context withNotes(@Nullable String text) {
        return new Context(contactId, tagIds, statusId, valuation, text, assigneeId);
    }

    /** As the change leaves it. */
    Context with(ContextChange change) {
        Set<TagId> tags = new LinkedHashSet<>(tagIds);
        tags.addAll(change.addTags());
        tags.removeAll(change.removeTags());
        return new Context(
                contactId,
                List.copyOf(tags),
                change.status() == null ? statusId : change.status().value(),
                change.valuation() == null ? valuation : change.valuation().value(),
                change.notes() == null ? notes : change.notes().value(),
                change.assignee() == null ? assigneeId : change.assignee().memberId());
    }
}
