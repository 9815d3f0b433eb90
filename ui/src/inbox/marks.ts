import { useEffect, useSyncExternalStore } from 'react';
import type { Mark } from '../api/manage';
import * as manage from '../api/manage';

/** What of each row is the reader's own: unread messages, a draft. Read for the rows on the screen, many at a time. */
const marks = new Map<string, Mark>();
const wanted = new Set<string>();
const watchers = new Set<() => void>();
let timer = 0;

const atOnce = 100;

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

function tell(): void {
  for (const watcher of watchers) watcher();
}

export function useMark(threadId: string): Mark | undefined {
  const mark = useSyncExternalStore(watch, () => marks.get(threadId));
  useEffect(() => want(threadId), [threadId]);
  return mark;
}

function want(threadId: string): void {
  if (marks.has(threadId) || wanted.has(threadId)) return;
  wanted.add(threadId);
  window.clearTimeout(timer);
  timer = window.setTimeout(() => {
    const ids = [...wanted];
    wanted.clear();
    void read(ids);
  }, 20);
}

async function read(ids: readonly string[]): Promise<void> {
  for (let start = 0; start < ids.length; start += atOnce) {
    const slice = ids.slice(start, start + atOnce);
    try {
      for (const mark of await manage.marks(slice)) marks.set(mark.threadId, mark);
    } catch {
      // A row without its mark is still a row; the next event reads it again.
    }
  }
  tell();
}

/** Reads anew the marks that are shown. */
export async function refreshMarks(threadIds: readonly string[]): Promise<void> {
  await read(threadIds.filter((id) => marks.has(id)));
}

/** Shows a change before the server has confirmed it. */
export function changeMark(threadId: string, change: Partial<Mark>): void {
  const mark = marks.get(threadId);
  if (mark) {
    marks.set(threadId, { ...mark, ...change });
    tell();
  }
}

export function markOf(threadId: string): Mark | undefined {
  return marks.get(threadId);
}

/** Another team's threads have other marks. */
export function forgetMarks(): void {
  marks.clear();
  tell();
}
