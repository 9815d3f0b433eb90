package io.openinbox.server.v2;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.openinbox.kernel.Id;
import io.openinbox.person.Contact;
import io.openinbox.person.Context;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the team says about a person.
 *
 * @param status with tags and assignee: only where the caller asked for them
 */
record ContactV2(
        String id,
        List<ProfileV2> profiles,
        @Nullable String statusId,
        List<String> tagIds,
        @Nullable String notes,
        @Nullable BigDecimal valuation,
        @Nullable String assigneeId,
        Instant createdAt,
        Instant updatedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable StatusV2 status,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<TagV2> tags,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable MemberV2 assignee) {

    static ContactV2 of(
            Contact contact,
            List<ProfileV2> profiles,
            @Nullable StatusV2 status,
            @Nullable List<TagV2> tags,
            @Nullable MemberV2 assignee) {
        Context context = contact.context();
        return new ContactV2(
                contact.id().text(),
                profiles,
                textOrNull(context.statusId()),
                context.tagIds().stream().map(Id::text).toList(),
                context.notes(),
                context.valuation(),
                textOrNull(context.assigneeId()),
                contact.createdAt(),
                contact.updatedAt(),
                status,
                tags,
                assignee);
    }

    private static @Nullable String textOrNull(@Nullable Id id) {
        return id == null ? null : id.text();
    }
}
