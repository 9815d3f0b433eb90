/** Figures for whoever runs the server, in Prometheus' words on the management port. */
@NullMarked
package io.openinbox.server.metrics;

import org.jspecify.annotations.NullMarked;
