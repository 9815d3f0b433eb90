package io.openinbox.server.v1;

import io.openinbox.kernel.TagId;
import io.openinbox.person.ContextChange;
import io.openinbox.person.DefaultAssignee;
import java.util.List;

/** What {@code PATCH /prospects/{prospectId}/context} asks for, read from its body. */
final class ContextChangeV1 {

    private ContextChangeV1() {}

    static ContextChange read(InputV1 body) {
        ContextChange change =
                ContextChange.NONE.addingTags(tags(body, "addTags")).removingTags(tags(body, "removeTags"));
        if (body.isNull("statusId")) {
            change = change.withStatus(null);
        } else if (body.text("statusId").isPresent()) {
            change = change.withStatus(IdsV1.status(body.text("statusId").get()));
        }
        if (body.isNull("notes")) {
            change = change.withNotes(null);
        } else if (body.textOrEmpty("notes").isPresent()) {
            change = change.withNotes(body.textOrEmpty("notes").get());
        }
        if (body.isNull("valuation")) {
            change = change.withValuation(null);
        } else if (body.decimal("valuation").isPresent()) {
            change = change.withValuation(body.decimal("valuation").get());
        }
        if (body.isNull("assigneeId")) {
            change = change.withAssignee(new DefaultAssignee(null, true));
        } else if (body.text("assigneeId").isPresent()) {
            change = change.withAssignee(
                    new DefaultAssignee(IdsV1.member(body.text("assigneeId").get()), true));
        }
        return change;
    }

    private static List<TagId> tags(InputV1 body, String name) {
        return body.texts(name).stream().map(IdsV1::tag).toList();
    }
}
