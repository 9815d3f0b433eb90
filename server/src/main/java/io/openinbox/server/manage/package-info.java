/**
 * {@code /api/manage}: what the web inbox and administrators need and the two API generations have no word for, in the manner
 * of API v2. {@code RoutesManage} is the table of its operations.
 */
@NullMarked
package io.openinbox.server.manage;

import org.jspecify.annotations.NullMarked;
