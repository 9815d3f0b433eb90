@NullMarked
package io.openinbox.connector;

import org.jspecify.annotations.NullMarked;
