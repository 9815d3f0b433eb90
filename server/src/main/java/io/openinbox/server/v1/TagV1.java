package io.openinbox.server.v1;

import io.openinbox.pipeline.Tag;

record TagV1(String id, String name, String color) {

    static TagV1 of(Tag tag) {
        return new TagV1(tag.id().text(), tag.name(), tag.color());
    }
}
