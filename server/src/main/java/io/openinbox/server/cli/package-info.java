/** The command line: {@code ./inbox …}. The only place that knows both the server and the simulators. */
@NullMarked
package io.openinbox.server.cli;

import org.jspecify.annotations.NullMarked;
