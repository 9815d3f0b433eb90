package io.openinbox.thread;

import io.openinbox.kernel.MemberId;
import org.jspecify.annotations.Nullable;

/** @param memberId who is to answer; null for nobody, whatever the contact's default says */
public record Assignment(@Nullable MemberId memberId) {}
