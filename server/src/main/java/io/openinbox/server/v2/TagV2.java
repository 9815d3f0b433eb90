package io.openinbox.server.v2;

import io.openinbox.pipeline.Tag;

record TagV2(String id, String name, String color) {

    static TagV2 of(Tag tag) {
        return new TagV2(tag.id().text(), tag.name(), tag.color());
    }
}
