import type { Counts } from '../api/manage';
import type { Thread } from '../api/types';
import type { ThreadFilter } from '../api/v2';
import { text } from '../text';

export const viewNames = ['inbox', 'noReply', 'requests', 'mine', 'unassigned', 'archived', 'all'] as const;

export type ViewName = (typeof viewNames)[number];

/** What narrows a view; it stands in the address, so that a screen can be sent to a colleague. */
export interface Narrowing {
  account?: string;
  tag?: string;
  status?: string;
  q?: string;
}

export function isViewName(name: string): name is ViewName {
  return (viewNames as readonly string[]).includes(name);
}

export function viewTitle(view: ViewName): string {
  return text.views[view];
}

export function countOf(counts: Counts | undefined, view: ViewName) {
  return counts && view !== 'archived' && view !== 'all' ? counts[view] : undefined;
}

export function filterOf(view: ViewName, narrowing: Narrowing, memberId: string): ThreadFilter {
  const filter: ThreadFilter = { folder: view === 'mine' || view === 'unassigned' ? 'inbox' : view };
  if (view === 'mine') filter.assigneeId = memberId;
  if (view === 'unassigned') filter.unassigned = true;
  if (narrowing.account) filter.accountLinkId = narrowing.account;
  if (narrowing.tag) filter.tag = narrowing.tag;
  if (narrowing.status) filter.status = narrowing.status;
  if (narrowing.q) filter.q = narrowing.q;
  return filter;
}

/** Whether a thread, as it is now, still belongs into a list. The text filter is the server's to decide. */
export function belongs(thread: Thread, filter: ThreadFilter): boolean {
  return (
    inFolder(thread, filter) &&
    (!filter.accountLinkId || thread.accountLinkId === filter.accountLinkId) &&
    (!filter.assigneeId || thread.assigneeId === filter.assigneeId) &&
    (!filter.unassigned || thread.assigneeId === null) &&
    (!filter.tag || !thread.contact || thread.contact.tagIds.includes(filter.tag)) &&
    (!filter.status || !thread.contact || thread.contact.statusId === filter.status)
  );
}

function inFolder(thread: Thread, filter: ThreadFilter): boolean {
  switch (filter.folder) {
    case 'inbox':
      return !thread.archived && !thread.isRequest;
    case 'noReply':
      return !thread.archived && !thread.isRequest && thread.activity?.direction === 'inbound';
    case 'requests':
      return !thread.archived && thread.isRequest;
    case 'archived':
      return thread.archived;
    case 'all':
      return true;
  }
}
