package io.openinbox.person;

import io.openinbox.kernel.NewValue;
import io.openinbox.kernel.StatusId;
import io.openinbox.kernel.TagId;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to change about a contact, all of it or nothing; null leaves a field as it is. Built up from {@link #NONE}.
 *
 * @param addTags added before the others are removed, so that a tag in both is off in the end
 */
public record ContextChange(
        Set<TagId> addTags,
        Set<TagId> removeTags,
        @Nullable NewValue<StatusId> status,
        @Nullable NewValue<String> notes,
        @Nullable NewValue<BigDecimal> valuation,
        @Nullable DefaultAssignee assignee) {

    public static final ContextChange NONE = new ContextChange(Set.of(), Set.of(), null, null, null, null);

    public ContextChange {
        addTags = Collections.unmodifiableSet(new LinkedHashSet<>(addTags));
        removeTags = Collections.unmodifiableSet(new LinkedHashSet<>(removeTags));
    }

    public ContextChange addingTags(Collection<TagId> tags) {
        return new ContextChange(new LinkedHashSet<>(tags), removeTags, status, notes, valuation, assignee);
    }

    public ContextChange removingTags(Collection<TagId> tags) {
        return new ContextChange(addTags, new LinkedHashSet<>(tags), status, notes, valuation, assignee);
    }

    public ContextChange withStatus(@Nullable StatusId value) {
        return new ContextChange(addTags, removeTags, new NewValue<>(value), notes, valuation, assignee);
    }

    /** An empty text is none. */
    public ContextChange withNotes(@Nullable String value) {
        String text = value == null || value.isEmpty() ? null : value;
        return new ContextChange(addTags, removeTags, status, new NewValue<>(text), valuation, assignee);
    }

    public ContextChange withValuation(@Nullable BigDecimal value) {
        return new ContextChange(addTags, removeTags, status, notes, new NewValue<>(value), assignee);
    }

    public ContextChange withAssignee(DefaultAssignee value) {
        return new ContextChange(addTags, removeTags, status, notes, valuation, value);
    }

    Set<TagId> tags() {
        Set<TagId> all = new LinkedHashSet<>(addTags);
        all.addAll(removeTags);
        return all;
    }
}
