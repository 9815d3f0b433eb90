import { useSyncExternalStore } from 'react';

/** Threads that are about to be deleted: out of sight while the undo is offered. */
let hidden: ReadonlySet<string> = new Set();
const watchers = new Set<() => void>();

export function hide(id: string, isHidden: boolean): void {
  const next = new Set(hidden);
  if (isHidden) next.add(id);
  else next.delete(id);
  hidden = next;
  for (const watcher of watchers) watcher();
}

export function useHidden(): ReadonlySet<string> {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => hidden,
  );
}
