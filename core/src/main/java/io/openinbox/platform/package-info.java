/**
 * What a messaging platform is to the product: the SPI every connector implements, what comes in ({@link
 * io.openinbox.platform.Inbound}) and what goes out ({@link io.openinbox.platform.Outbound}). A platform is data, not a
 * code path: nothing outside a connector knows which platforms exist. May use {@code kernel}.
 */
@NullMarked
package io.openinbox.platform;

import org.jspecify.annotations.NullMarked;
