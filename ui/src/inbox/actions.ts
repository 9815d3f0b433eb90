import * as manage from '../api/manage';
import type { Contact, Member, Status, Tag, Thread } from '../api/types';
import * as v2 from '../api/v2';
import { keys, memberName, queryClient } from '../app/queries';
import { place, refreshHeads } from '../live/sync';
import { explain, text } from '../text';
import { toasts } from '../ui/toasts';
import { changeMark, refreshMarks } from './marks';

/**
 * What one key does to a thread. Each is shown at once, put back when the server refuses, and can be undone from the toast.
 */

/** @param said what the toast says; null keeps it silent, as an undo is. */
async function change(
  thread: Thread,
  shown: Thread,
  write: () => Promise<unknown>,
  said: string | null,
  undo: () => void,
) {
  place(shown);
  if (said) toasts.say(said, undo);
  try {
    await write();
    // Our own change may move the list even under the pointer: an undone thread comes back where it was.
    await refreshHeads();
  } catch (error) {
    place(thread);
    toasts.say(explain(error), null, true);
  }
}

export function setDone(thread: Thread, done: boolean, said = true): Promise<void> {
  return change(
    thread,
    { ...thread, archived: done },
    () => v2.threads.update(thread.id, { archived: done }),
    said ? (done ? text.undo.done : text.undo.reopened) : null,
    () => void setDone({ ...thread, archived: done }, thread.archived, false),
  );
}

export function assign(thread: Thread, member: Member | null, said = true): Promise<void> {
  const before = thread.assigneeId;
  return change(
    thread,
    { ...thread, assigneeId: member?.id ?? null },
    () => v2.threads.update(thread.id, { assigneeId: member?.id ?? null }),
    said ? (member ? text.undo.assigned(memberName(member)) : text.undo.unassigned) : null,
    () => {
      const members = queryClient.getQueryData<Member[]>(keys.members) ?? [];
      const changed = { ...thread, assigneeId: member?.id ?? null };
      void assign(changed, members.find((one) => one.id === before) ?? null, false);
    },
  );
}

function withContact(thread: Thread, change: Partial<Contact>): Thread {
  return thread.contact ? { ...thread, contact: { ...thread.contact, ...change } } : thread;
}

export function setStatus(thread: Thread, status: Status | null, said = true): Promise<void> {
  const before = thread.contact?.statusId ?? null;
  const changed = withContact(thread, { statusId: status?.id ?? null });
  return change(
    thread,
    changed,
    () => v2.contacts.update(thread.contactId, { status: status?.id ?? null }),
    said ? text.undo.status(status?.name ?? text.header.noStatus) : null,
    () => {
      const statuses = queryClient.getQueryData<Status[]>(keys.statuses) ?? [];
      void setStatus(changed, statuses.find((one) => one.id === before) ?? null, false);
    },
  );
}

export function setTag(thread: Thread, tag: Tag, on: boolean, said = true): Promise<void> {
  const others = (thread.contact?.tagIds ?? []).filter((id) => id !== tag.id);
  const changed = withContact(thread, { tagIds: on ? [...others, tag.id] : others });
  return change(
    thread,
    changed,
    () => (on ? v2.contacts.addTag : v2.contacts.removeTag)(thread.contactId, tag.id),
    said ? (on ? text.undo.tagged(tag.name) : text.undo.untagged(tag.name)) : null,
    () => void setTag(changed, tag, !on, false),
  );
}

export async function createAndSetTag(thread: Thread, name: string): Promise<void> {
  try {
    const tag = await v2.createTag(name);
    await queryClient.invalidateQueries({ queryKey: keys.tags });
    await setTag(thread, tag, true);
  } catch (error) {
    toasts.say(explain(error), null, true);
  }
}

/** Only for the reader: the rest of the team sees nothing of it. */
export function markUnread(thread: Thread): Promise<void> {
  return change(
    thread,
    { ...thread, unread: true },
    () => v2.threads.update(thread.id, { unread: true }),
    text.undo.unread,
    () =>
      void change(
        { ...thread, unread: true },
        { ...thread, unread: false },
        () => v2.threads.update(thread.id, { unread: false }),
        null,
        () => {},
      ),
  );
}

export async function markRead(thread: Thread, messageId: string): Promise<void> {
  changeMark(thread.id, { unreadCount: 0, readUpToMessageId: messageId });
  try {
    await manage.markRead(thread.id, messageId);
    if (thread.unread) {
      place({ ...thread, unread: false });
      await v2.threads.update(thread.id, { unread: false });
    }
    // What the live stream made us read meanwhile may be from before.
    await refreshMarks([thread.id]);
  } catch {
    // The position is written again with the next message that is read.
  }
}

/** Deleting cannot be taken back once it is done, so it is done when the toast with its undo has gone. */
const deletions = new Map<string, number>();
const grace = 8_000;

export function deleteThread(thread: Thread, hide: (id: string, hidden: boolean) => void): void {
  hide(thread.id, true);
  const timer = window.setTimeout(async () => {
    deletions.delete(thread.id);
    try {
      await v2.threads.remove(thread.id);
    } catch (error) {
      hide(thread.id, false);
      toasts.say(explain(error), null, true);
    }
  }, grace);
  deletions.set(thread.id, timer);
  toasts.say(text.undo.deleted, () => {
    window.clearTimeout(deletions.get(thread.id));
    deletions.delete(thread.id);
    hide(thread.id, false);
  });
}
