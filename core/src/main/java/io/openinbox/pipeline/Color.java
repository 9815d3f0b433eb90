package io.openinbox.pipeline;

/** @param hex as {@code #rrggbb}, in lower case */
public record Color(String name, String hex) {}
