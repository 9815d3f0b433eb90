package io.openinbox.team;

import io.openinbox.kernel.UserId;
import org.jspecify.annotations.Nullable;

/** Whose session it is. */
public record SignedIn(
        UserId userId, String email, @Nullable String name) {}
