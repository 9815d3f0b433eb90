import { ApiError } from '../api/http';
import type { Thread } from '../api/types';
import type { ThreadFilter } from '../api/v2';
import * as v2 from '../api/v2';
import { keys, queryClient } from '../app/queries';
import { type MessagePages, withMessage } from '../conversation/messagePages';
import { refreshMarks } from '../inbox/marks';
import { pendingHeads } from '../inbox/pendingHeads';
import { type ThreadPages, threadsOf, withHead, withoutThread, withThread } from '../inbox/threadPages';
import { belongs } from '../inbox/views';
import { type LiveEvent, stream } from './stream';

export const pageSize = 50;

/** Events come in bursts; what they touch is read once for all of a burst. */
const burst = 60;

const touched = {
  threads: new Set<string>(),
  messages: new Map<string, string>(),
  contacts: new Set<string>(),
};
let timer = 0;

/** Keeps everything on the screen as the log says it is. Returns how to stop. */
export function keepInStep(): () => void {
  const close = stream.open();
  const stop = stream.listen(take);
  return () => {
    stop();
    close();
  };
}

function take(event: LiveEvent): void {
  if (event.type === 'resync') {
    void queryClient.invalidateQueries();
    return;
  }
  if (event.type === 'presence' || event.type === 'thread.typing') return;
  const [object] = event.type.split('.');
  if (object === 'tag') void queryClient.invalidateQueries({ queryKey: keys.tags });
  if (object === 'status') void queryClient.invalidateQueries({ queryKey: keys.statuses });
  if (object === 'account') void queryClient.invalidateQueries({ queryKey: keys.accountLinks });
  if (object === 'member') void queryClient.invalidateQueries({ queryKey: keys.members });
  if (event.threadId) touched.threads.add(event.threadId);
  if (event.messageId && event.threadId) touched.messages.set(event.messageId, event.threadId);
  if (event.contactId) touched.contacts.add(event.contactId);
  if (event.threadId || event.contactId) {
    window.clearTimeout(timer);
    timer = window.setTimeout(settle, burst);
  }
}

async function settle(): Promise<void> {
  const threads = [...touched.threads];
  const messages = [...touched.messages];
  const contacts = [...touched.contacts];
  touched.threads.clear();
  touched.messages.clear();
  touched.contacts.clear();
  await Promise.all([
    ...messages.map(([id, threadId]) => readMessage(id, threadId)),
    readThreads(new Set([...threads, ...threadsOfContacts(contacts)])),
    readHeads(),
    queryClient.invalidateQueries({ queryKey: keys.counts }),
    ...contacts.map((id) => queryClient.invalidateQueries({ queryKey: keys.ofContact(id) })),
    ...threads.map((id) => queryClient.invalidateQueries({ queryKey: keys.activity(id) })),
    ...threads.map((id) => queryClient.invalidateQueries({ queryKey: keys.sends(id) })),
  ]);
  if (threads.length > 0) await refreshMarks(threads);
}

/** Reads a message anew where its conversation is loaded. */
export async function readMessage(id: string, threadId: string): Promise<void> {
  if (!queryClient.getQueryData(keys.messages(threadId))) return;
  try {
    const message = await v2.messages.get(id);
    queryClient.setQueryData<MessagePages>(
      keys.messages(threadId),
      (pages) => pages && withMessage(pages, message),
    );
  } catch {
    void queryClient.invalidateQueries({ queryKey: keys.messages(threadId) });
  }
}

function threadsOfContacts(contacts: readonly string[]): string[] {
  if (contacts.length === 0) return [];
  return loadedLists().flatMap(([, pages]) =>
    threadsOf(pages)
      .filter((thread) => contacts.includes(thread.contactId))
      .map((thread) => thread.id),
  );
}

function loadedLists(): [ThreadFilter, ThreadPages][] {
  return queryClient
    .getQueriesData<ThreadPages>({ queryKey: ['threads'] })
    .flatMap(([key, pages]) =>
      pages ? [[key[1] as ThreadFilter, pages] as [ThreadFilter, ThreadPages]] : [],
    );
}

/** Threads that are shown somewhere are brought up to date where they stand; those that left a list leave it. */
async function readThreads(ids: ReadonlySet<string>): Promise<void> {
  const shown = new Set(loadedLists().flatMap(([, pages]) => threadsOf(pages).map((thread) => thread.id)));
  await Promise.all(
    [...ids]
      .filter((id) => shown.has(id) || queryClient.getQueryData(keys.thread(id)))
      .map(async (id) => {
        try {
          place(await v2.threads.get(id));
        } catch (error) {
          if (error instanceof ApiError && error.status === 404) forget(id);
        }
      }),
  );
}

/** Shows a thread as it is now wherever it stands. */
export function place(thread: Thread): void {
  queryClient.setQueryData(keys.thread(thread.id), thread);
  for (const [filter] of loadedLists()) {
    queryClient.setQueryData<ThreadPages>(
      keys.threads(filter),
      (pages) =>
        pages && (belongs(thread, filter) ? withThread(pages, thread) : withoutThread(pages, thread.id)),
    );
  }
}

function forget(id: string): void {
  queryClient.setQueryData(keys.thread(id), null);
  for (const [filter] of loadedLists()) {
    queryClient.setQueryData<ThreadPages>(keys.threads(filter), (pages) => pages && withoutThread(pages, id));
  }
}

/** After a change of our own: the lists and counts as they are now, at once. */
export async function refreshHeads(): Promise<void> {
  await Promise.all([readHeads(true), queryClient.invalidateQueries({ queryKey: keys.counts })]);
}

/** The top of every list on the screen, read anew; a list that must not move now keeps it until it may. */
async function readHeads(atOnce = false): Promise<void> {
  const active = queryClient.getQueryCache().findAll({ queryKey: ['threads'], type: 'active' });
  await Promise.all(
    active.map(async (query) => {
      const filter = query.queryKey[1] as ThreadFilter;
      const head = await v2.threads.list(filter, null, pageSize);
      if (!atOnce && pendingHeads.hold(filter, head)) return;
      queryClient.setQueryData<ThreadPages>(keys.threads(filter), (pages) => pages && withHead(pages, head));
    }),
  );
  for (const query of queryClient.getQueryCache().findAll({ queryKey: ['threads'], type: 'inactive' })) {
    queryClient.removeQueries({ queryKey: query.queryKey, exact: true });
  }
}
