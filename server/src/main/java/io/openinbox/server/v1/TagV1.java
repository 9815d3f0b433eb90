package io.openinbox.server.v1;

record TagV1(String id, String name, String color) {}
