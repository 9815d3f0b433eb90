import { useInfiniteQuery } from '@tanstack/react-query';
import type { Page, Thread } from '../api/types';
import { type ThreadFilter, threads } from '../api/v2';
import { keys } from '../app/queries';
import { pageSize } from '../live/sync';
import { useHidden } from './hidden';
import { threadsOf } from './threadPages';

export function useThreads(filter: ThreadFilter) {
  const query = useInfiniteQuery({
    queryKey: keys.threads(filter),
    queryFn: ({ pageParam, signal }) => threads.list(filter, pageParam, pageSize, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page<Thread>) => page.nextCursor,
  });
  const hidden = useHidden();
  const all = threadsOf(query.data);
  return { ...query, threads: hidden.size === 0 ? all : all.filter((thread) => !hidden.has(thread.id)) };
}
