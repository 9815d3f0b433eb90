package io.openinbox.person;

import io.openinbox.kernel.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * Who is to answer a contact.
 *
 * @param memberId null for nobody
 * @param replacesThreadsOwn whether the contact's threads lose the assignee of their own, so that this one shows in all
 */
public record DefaultAssignee(@Nullable MemberId memberId, boolean replacesThreadsOwn) {}
