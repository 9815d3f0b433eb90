package io.openinbox.server.v2;

import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.NewValue;
import io.openinbox.person.DeleteLabels;
import io.openinbox.pipeline.Color;
import io.openinbox.pipeline.Palette;
import io.openinbox.pipeline.Status;
import io.openinbox.pipeline.Statuses;
import io.openinbox.pipeline.Tag;
import io.openinbox.pipeline.Tags;
import io.openinbox.server.manner.Fields;
import io.openinbox.server.manner.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tags and statuses, which go by their id or by their name. */
final class PipelineEndpoints {

    private final Tags tags;
    private final Statuses statuses;
    private final DeleteLabels delete;

    PipelineEndpoints(Tags tags, Statuses statuses, DeleteLabels delete) {
        this.tags = tags;
        this.statuses = statuses;
        this.delete = delete;
    }

    List<Color> colors(Request request) {
        return Palette.colors();
    }

    PageV2<TagV2> listTags(Request request) {
        return PageV2.whole(tags.list(request.team()).stream().map(TagV2::of).toList());
    }

    TagV2 createTag(Request request) {
        Fields body = request.body("name", "color");
        String name = body.requiredText("name");
        String color = body.filledText("color").orElse(null);
        return TagV2.of(tags.create(request.team(), name, color));
    }

    TagV2 getTag(Request request) {
        return TagV2.of(tag(request));
    }

    TagV2 updateTag(Request request) {
        Fields body = request.body("name", "color");
        String name = body.filledText("name").orElse(null);
        String color = body.filledText("color").orElse(null);
        return TagV2.of(tags.update(request.team(), tag(request).id(), name, color));
    }

    void deleteTag(Request request) {
        delete.tag(request.team(), tag(request).id());
    }

    PageV2<StatusV2> listStatuses(Request request) {
        return PageV2.whole(
                statuses.list(request.team()).stream().map(StatusV2::of).toList());
    }

    StatusV2 createStatus(Request request) {
        Fields body = request.body("name", "color");
        String name = body.requiredText("name");
        NewValue<String> color = color(body);
        return StatusV2.of(statuses.create(request.team(), name, color == null ? null : color.value()));
    }

    StatusV2 getStatus(Request request) {
        return StatusV2.of(status(request));
    }

    StatusV2 updateStatus(Request request) {
        Fields body = request.body("name", "color");
        String name = body.filledText("name").orElse(null);
        NewValue<String> color = color(body);
        return StatusV2.of(statuses.update(request.team(), status(request).id(), name, color));
    }

    void deleteStatus(Request request) {
        delete.status(request.team(), status(request).id());
    }

    /** A status may have no colour, so null is a value here. */
    private static @Nullable NewValue<String> color(Fields body) {
        return body.isNull("color")
                ? new NewValue<>(null)
                : body.filledText("color").map(NewValue::new).orElse(null);
    }

    Tag tag(Request request) {
        return tags.find(request.team(), request.variable("tagRef"))
                .orElseThrow(() -> new InboxException(ErrorCode.TAG_NOT_FOUND, "There is no such tag in this team."));
    }

    private Status status(Request request) {
        return statuses.find(request.team(), request.variable("statusRef"))
                .orElseThrow(
                        () -> new InboxException(ErrorCode.STATUS_NOT_FOUND, "There is no such status in this team."));
    }
}
