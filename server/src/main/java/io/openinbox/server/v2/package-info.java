/**
 * API v2: thin adapters over the core. {@link io.openinbox.server.v2.RoutesV2} is its map. Never uses another version's
 * package.
 */
@NullMarked
package io.openinbox.server.v2;

import org.jspecify.annotations.NullMarked;
