/** Content that hangs on messages, by signed addresses that expire. */
@NullMarked
package io.openinbox.server.media;

import org.jspecify.annotations.NullMarked;
