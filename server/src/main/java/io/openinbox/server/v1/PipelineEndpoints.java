package io.openinbox.server.v1;

import io.openinbox.kernel.NewValue;
import io.openinbox.kernel.StatusId;
import io.openinbox.kernel.TagId;
import io.openinbox.person.DeleteLabels;
import io.openinbox.pipeline.Color;
import io.openinbox.pipeline.Palette;
import io.openinbox.pipeline.Statuses;
import io.openinbox.pipeline.Tags;
import java.util.List;

final class PipelineEndpoints {

    private final Tags tags;
    private final Statuses statuses;
    private final DeleteLabels delete;

    PipelineEndpoints(Tags tags, Statuses statuses, DeleteLabels delete) {
        this.tags = tags;
        this.statuses = statuses;
        this.delete = delete;
    }

    List<TagV1> tags(RequestV1 request) {
        return tags.list(request.team()).stream().map(TagV1::of).toList();
    }

    TagV1 createTag(RequestV1 request) {
        InputV1 body = request.body();
        String name = ThreadEndpoints.required(body, "name");
        return TagV1.of(tags.create(request.team(), name, body.text("color").orElse(null)));
    }

    TagV1 tag(RequestV1 request) {
        return TagV1.of(tags.get(request.team(), tagId(request)));
    }

    /** A tag always has a colour, so null leaves it as it is. */
    TagV1 updateTag(RequestV1 request) {
        InputV1 body = request.body();
        return TagV1.of(tags.update(
                request.team(),
                tagId(request),
                body.text("name").orElse(null),
                body.text("color").orElse(null)));
    }

    HandlerV1.NoBody deleteTag(RequestV1 request) {
        delete.tag(request.team(), tagId(request));
        return HandlerV1.NoBody.NO_BODY;
    }

    List<StatusV1> statuses(RequestV1 request) {
        return statuses.list(request.team()).stream().map(StatusV1::of).toList();
    }

    StatusV1 createStatus(RequestV1 request) {
        InputV1 body = request.body();
        String name = ThreadEndpoints.required(body, "name");
        return StatusV1.of(
                statuses.create(request.team(), name, body.text("color").orElse(null)));
    }

    StatusV1 status(RequestV1 request) {
        return StatusV1.of(statuses.get(request.team(), statusId(request)));
    }

    StatusV1 updateStatus(RequestV1 request) {
        InputV1 body = request.body();
        NewValue<String> color = body.isNull("color")
                ? new NewValue<>(null)
                : body.text("color").map(NewValue::new).orElse(null);
        return StatusV1.of(statuses.update(
                request.team(), statusId(request), body.text("name").orElse(null), color));
    }

    HandlerV1.NoBody deleteStatus(RequestV1 request) {
        delete.status(request.team(), statusId(request));
        return HandlerV1.NoBody.NO_BODY;
    }

    /** The same for tags and statuses. */
    List<Color> colors(RequestV1 request) {
        return Palette.colors();
    }

    private static TagId tagId(RequestV1 request) {
        return IdsV1.tag(request.variable("tagId"));
    }

    private static StatusId statusId(RequestV1 request) {
        return IdsV1.status(request.variable("statusId"));
    }
}
