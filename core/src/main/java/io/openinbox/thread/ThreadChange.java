package io.openinbox.thread;

import org.jspecify.annotations.Nullable;

/** What to change on a thread; null leaves it as it is. */
public record ThreadChange(@Nullable Boolean done, @Nullable Assignment assignment) {}
