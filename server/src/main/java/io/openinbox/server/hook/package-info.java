/** What platforms call: {@code GET} and {@code POST /hooks/{platform}}. */
@NullMarked
package io.openinbox.server.hook;

import org.jspecify.annotations.NullMarked;
