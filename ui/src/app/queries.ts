import { QueryClient, useQuery } from '@tanstack/react-query';
import { ApiError } from '../api/http';
import * as manage from '../api/manage';
import type { AccountLink, Member, Status, Tag } from '../api/types';
import * as v2 from '../api/v2';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // What changes is told by the live stream; nothing is asked again just because a window got the focus.
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 3 && !(error instanceof ApiError && error.status < 500),
    },
  },
});

export const keys = {
  session: ['session'] as const,
  team: ['team'] as const,
  members: ['members'] as const,
  accountLinks: ['accountLinks'] as const,
  platforms: ['platforms'] as const,
  tags: ['tags'] as const,
  statuses: ['statuses'] as const,
  counts: ['counts'] as const,
  threads: (filter: v2.ThreadFilter) => ['threads', filter] as const,
  thread: (id: string) => ['thread', id] as const,
  messages: (threadId: string) => ['messages', threadId] as const,
  sends: (threadId: string) => ['sends', threadId] as const,
  activity: (threadId: string) => ['activity', threadId] as const,
  ofContact: (contactId: string) => ['ofContact', contactId] as const,
  history: (messageId: string) => ['history', messageId] as const,
};

export const useTeam = () => useQuery({ queryKey: keys.team, queryFn: v2.team }).data;
export const useMembers = (): Member[] =>
  useQuery({ queryKey: keys.members, queryFn: v2.members }).data ?? [];
export const useTags = (): Tag[] => useQuery({ queryKey: keys.tags, queryFn: v2.tags }).data ?? [];
export const useStatuses = (): Status[] =>
  useQuery({ queryKey: keys.statuses, queryFn: v2.statuses }).data ?? [];
export const usePlatforms = () => useQuery({ queryKey: keys.platforms, queryFn: v2.platforms }).data ?? [];
export const useCounts = () => useQuery({ queryKey: keys.counts, queryFn: manage.counts }).data;

export function useAccountLinks(): AccountLink[] | undefined {
  return useQuery({ queryKey: keys.accountLinks, queryFn: v2.accountLinks }).data;
}

export function useAccountLink(id: string | undefined): AccountLink | undefined {
  return useAccountLinks()?.find((link) => link.id === id);
}

export function memberName(member: Member): string {
  return member.name ?? member.email;
}
