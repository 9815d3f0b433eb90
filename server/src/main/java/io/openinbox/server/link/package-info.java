/** Linking an account in the browser: {@code GET /link/{platform}/start} and {@code …/callback}, for who is signed in. */
@NullMarked
package io.openinbox.server.link;

import org.jspecify.annotations.NullMarked;
