/**
 * API v1: thin adapters over the core. {@link io.openinbox.server.v1.RoutesV1} is its map; the contract is {@code
 * openapi/v1.yaml}. Never uses another version's package.
 */
@NullMarked
package io.openinbox.server.v1;

import org.jspecify.annotations.NullMarked;
