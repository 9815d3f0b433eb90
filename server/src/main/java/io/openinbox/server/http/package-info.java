/**
 * What every surface shares: bounded bodies, answers written as bytes, the request id, the headers that keep browsers safe.
 * Knows no surface.
 */
@NullMarked
package io.openinbox.server.http;

import org.jspecify.annotations.NullMarked;
