package io.openinbox.person;

/** A profile seen with its contact's context; what v1 calls a prospect. */
public record Person(Profile profile, Context context) {}
