@NullMarked
package io.openinbox.connector.x;

import org.jspecify.annotations.NullMarked;
