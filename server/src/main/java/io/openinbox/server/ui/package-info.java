/** The web inbox: its files, as the build packed them. */
@NullMarked
package io.openinbox.server.ui;

import org.jspecify.annotations.NullMarked;
