import { useSyncExternalStore } from 'react';
import type { Page, Thread } from '../api/types';
import type { ThreadFilter } from '../api/v2';
import { keys, queryClient } from '../app/queries';
import { type ThreadPages, threadsOf, withHead } from './threadPages';

/**
 * The list that somebody is reading does not move under their pointer: while it is scrolled or pointed at, a new top waits
 * here and is counted.
 */
class PendingHeads {
  private held: { filter: ThreadFilter; head: Page<Thread>; count: number } | null = null;
  private still = false;
  private readonly watchers = new Set<() => void>();

  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  readonly count = (): number => this.held?.count ?? 0;

  /** Returns whether the new top waits. */
  hold(filter: ThreadFilter, head: Page<Thread>): boolean {
    if (!this.still) return false;
    const shown = threadsOf(queryClient.getQueryData<ThreadPages>(keys.threads(filter)));
    const before = new Map(shown.map((thread) => [thread.id, thread.activity?.at]));
    const count = head.data.filter(
      (thread) => before.get(thread.id) !== thread.activity?.at || !before.has(thread.id),
    );
    const moved = head.data.some((thread, index) => shown[index]?.id !== thread.id);
    if (!moved) return false;
    this.held = { filter, head, count: Math.max(1, count.length) };
    this.tell();
    return true;
  }

  /** Says whether the list has to stand still; once it need not, what waited is shown. */
  standStill(still: boolean): void {
    this.still = still;
    if (!still) this.show();
  }

  show(): void {
    const held = this.held;
    if (!held) return;
    this.held = null;
    queryClient.setQueryData<ThreadPages>(
      keys.threads(held.filter),
      (pages) => pages && withHead(pages, held.head),
    );
    this.tell();
  }

  forget(): void {
    this.held = null;
    this.still = false;
    this.tell();
  }

  private tell(): void {
    for (const watcher of this.watchers) watcher();
  }
}

export const pendingHeads = new PendingHeads();

export function usePendingCount(): number {
  return useSyncExternalStore(pendingHeads.watch, pendingHeads.count);
}
