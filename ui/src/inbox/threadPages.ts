import type { InfiniteData } from '@tanstack/react-query';
import type { Page, Thread } from '../api/types';

export type ThreadPages = InfiniteData<Page<Thread>, unknown>;

export function threadsOf(pages: ThreadPages | undefined): Thread[] {
  return pages?.pages.flatMap((page) => page.data) ?? [];
}

/**
 * The list with its first page as it is now. What the new page holds leaves the later ones, and what the old first page
 * held and the new one pushed out moves to the second: cursors are places, so the later pages stay what they were.
 */
export function withHead(pages: ThreadPages, head: Page<Thread>): ThreadPages {
  const [first, ...later] = pages.pages;
  if (!first || later.length === 0 || head.nextCursor === null) {
    return { pages: [head], pageParams: [null] };
  }
  const inHead = new Set(head.data.map((thread) => thread.id));
  const pushedOut = first.data.filter((thread) => !inHead.has(thread.id));
  const rest = later.map((page, index) => ({
    ...page,
    data: [...(index === 0 ? pushedOut : []), ...page.data.filter((thread) => !inHead.has(thread.id))],
  }));
  return { pages: [head, ...rest], pageParams: pages.pageParams };
}

/** The list with one thread as it is now, in its place. */
export function withThread(pages: ThreadPages, thread: Thread): ThreadPages {
  return mapThreads(pages, (one) => (one.id === thread.id ? thread : one));
}

export function withoutThread(pages: ThreadPages, id: string): ThreadPages {
  return mapThreads(pages, (one) => (one.id === id ? null : one));
}

function mapThreads(pages: ThreadPages, change: (thread: Thread) => Thread | null): ThreadPages {
  return {
    ...pages,
    pages: pages.pages.map((page) => ({
      ...page,
      data: page.data.map(change).filter((thread) => thread !== null),
    })),
  };
}
