/**
 * {@code GET /api/live}: a team's events as they happen, gap-free over lost connections, restarts and moves to another node.
 * Each team's log is read once per wake, however many streams show it.
 */
@NullMarked
package io.openinbox.server.live;

import org.jspecify.annotations.NullMarked;
