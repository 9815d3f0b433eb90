/**
 * What hangs on messages: fetched in the background with the account's own token, kept in files named by their content, read
 * for many messages at once. May use everything up to {@code thread}.
 */
@NullMarked
package io.openinbox.media;

import org.jspecify.annotations.NullMarked;
