/** Who is calling: API tokens, sign-in links, sessions. */
@NullMarked
package io.openinbox.server.auth;

import org.jspecify.annotations.NullMarked;
