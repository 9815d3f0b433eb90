/** The team's own accounts on platforms: state, credentials, health. May use everything above {@code account} in the package order. */
@NullMarked
package io.openinbox.account;

import org.jspecify.annotations.NullMarked;
