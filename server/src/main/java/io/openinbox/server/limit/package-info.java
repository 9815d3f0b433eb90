/** How often a team may ask, and anybody guess: counted here, in windows that slide, without asking the database. */
@NullMarked
package io.openinbox.server.limit;

import org.jspecify.annotations.NullMarked;
