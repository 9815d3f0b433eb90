/** How many requests a team may make: counted here, in windows that slide, without asking the database. */
@NullMarked
package io.openinbox.server.limit;

import org.jspecify.annotations.NullMarked;
