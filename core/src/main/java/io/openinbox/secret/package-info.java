/** Encryption at rest: one data key per team under the installation's master key. May use {@code kernel} and {@code db}. */
@NullMarked
package io.openinbox.secret;

import org.jspecify.annotations.NullMarked;
