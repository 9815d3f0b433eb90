@NullMarked
package io.openinbox.server;

import org.jspecify.annotations.NullMarked;
