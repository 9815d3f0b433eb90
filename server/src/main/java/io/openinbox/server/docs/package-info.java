/** The API explorer at {@code /docs}: every contract, readable and ready to be tried, from this server alone. */
@NullMarked
package io.openinbox.server.docs;

import org.jspecify.annotations.NullMarked;
