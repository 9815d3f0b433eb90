/**
 * What the installation is told and what it is made of: settings, their checks, the connection pool, and the composition
 * root. Free of Spring's container, so that the command line uses the same parts without starting one.
 */
@NullMarked
package io.openinbox.server.config;

import org.jspecify.annotations.NullMarked;
