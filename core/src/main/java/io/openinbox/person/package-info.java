/** People: the profile is what the platform says, the contact is what the team says. May use everything up to {@code pipeline}. */
@NullMarked
package io.openinbox.person;

import org.jspecify.annotations.NullMarked;
