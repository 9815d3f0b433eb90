/**
 * The one client for addresses that come from data or from members: it reaches the public Internet and what the operator
 * allows, and nothing else. May use {@code kernel}.
 */
@NullMarked
package io.openinbox.http;

import org.jspecify.annotations.NullMarked;
