/** Teams, members and their roles, API tokens, sessions. May use {@code kernel}, {@code db}, {@code secret}. */
@NullMarked
package io.openinbox.team;

import org.jspecify.annotations.NullMarked;
