/**
 * The connector to the sandbox: a platform of our own, for tests and demonstrations, on which everything the product knows
 * can be done. It is the second platform beside X and no more to the core than that.
 *
 * <p>Its wire is JSON over HTTP below one base address, with an account's token as bearer: {@code GET /me}; {@code POST
 * /messages}, {@code PATCH} and {@code DELETE /messages/{id}}, {@code PUT} and {@code DELETE /messages/{id}/reaction};
 * {@code POST /conversations/{person}/typing}, {@code PUT /conversations/{person}/state}, {@code DELETE
 * /conversations/{person}}; {@code GET /messages?with=&since=}. What happens there is posted to us, signed with a shared
 * secret.
 */
@NullMarked
package io.openinbox.connector.sandbox;

import org.jspecify.annotations.NullMarked;
