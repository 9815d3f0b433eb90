import { useSyncExternalStore } from 'react';

const step = 30_000;
let now = Date.now();
const watchers = new Set<() => void>();

window.setInterval(() => {
  now = Date.now();
  for (const watcher of watchers) watcher();
}, step);

/** The time, anew every half minute: one timer for every relative time on the page. */
export function useNow(): number {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => now,
  );
}
