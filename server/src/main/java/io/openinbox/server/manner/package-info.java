/**
 * The manner of API v2, which {@code /api/manage} and {@code /api/live} share: how requests are read, answers and errors
 * written, pages continued. Knows no operation.
 */
@NullMarked
package io.openinbox.server.manner;

import org.jspecify.annotations.NullMarked;
