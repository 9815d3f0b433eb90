import { call, type Query } from './http';
import type {
  AccountLink,
  Contact,
  Folder,
  Member,
  Message,
  MessageHistory,
  Page,
  Platform,
  SendResult,
  Status,
  Tag,
  Team,
  Thread,
} from './types';

const base = '/api/v2';
const threadExpansion = ['profile', 'contact'] as const;
const messageExpansion = ['sentBy'] as const;

/** Everything a list can be narrowed by; absent means "any". */
export interface ThreadFilter {
  folder: Folder;
  accountLinkId?: string;
  assigneeId?: string;
  unassigned?: true;
  tag?: string;
  status?: string;
  q?: string;
}

/** All pages of a list that is short by nature. */
async function all<T>(path: string): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const query: Query = { limit: 100, cursor };
    const page: Page<T> = await call<Page<T>>('GET', base + path, { query });
    items.push(...page.data);
    cursor = page.nextCursor;
  } while (cursor);
  return items;
}

export const team = () => call<Team>('GET', `${base}/team`);
export const platforms = () => call<Platform[]>('GET', `${base}/platforms`);
export const members = () => all<Member>('/members');
export const accountLinks = () => all<AccountLink>('/account-links');
export const tags = async () => (await call<Page<Tag>>('GET', `${base}/tags`)).data;
export const statuses = async () => (await call<Page<Status>>('GET', `${base}/statuses`)).data;
export const createTag = (name: string) => call<Tag>('POST', `${base}/tags`, { body: { name } });

export const threads = {
  list: (filter: ThreadFilter, cursor: string | null, limit: number, signal?: AbortSignal) =>
    call<Page<Thread>>('GET', `${base}/threads`, {
      query: { ...filter, cursor, limit, expand: threadExpansion },
      ...(signal ? { signal } : {}),
    }),
  ofContact: (contactId: string) =>
    call<Page<Thread>>('GET', `${base}/threads`, {
      query: { contactId, folder: 'all', expand: threadExpansion },
    }),
  get: (id: string) => call<Thread>('GET', `${base}/threads/${id}`, { query: { expand: threadExpansion } }),
  update: (id: string, change: { archived?: boolean; unread?: boolean; assigneeId?: string | null }) =>
    call<Thread>('PATCH', `${base}/threads/${id}`, { body: change }),
  remove: (id: string) => call<unknown>('DELETE', `${base}/threads/${id}`),
  typing: (id: string) => call<unknown>('POST', `${base}/threads/${id}/typing`),
};

export const messages = {
  list: (threadId: string, cursor: string | null, limit: number, signal?: AbortSignal) =>
    call<Page<Message>>('GET', `${base}/threads/${threadId}/messages`, {
      query: { cursor, limit, expand: messageExpansion },
      ...(signal ? { signal } : {}),
    }),
  get: (id: string) =>
    call<Message>('GET', `${base}/messages/${id}`, { query: { expand: messageExpansion } }),
  /** The key makes it safe to call again after a failure of the network: the server sends once. */
  send: (threadId: string, content: string, replyToMessageId: string | null, key: string) =>
    call<SendResult>('POST', `${base}/messages`, {
      headers: { 'idempotency-key': key },
      body: {
        target: { type: 'thread', threadId },
        content,
        ...(replyToMessageId ? { replyToMessageId } : {}),
      },
    }),
  edit: (id: string, content: string) =>
    call<Message>('PATCH', `${base}/messages/${id}`, { body: { content } }),
  remove: (id: string, scope: 'self' | 'all') =>
    call<unknown>('DELETE', `${base}/messages/${id}`, { query: { scope } }),
  react: (id: string, emoji: string) =>
    call<unknown>('POST', `${base}/messages/${id}/reactions`, { body: { emoji } }),
  unreact: (id: string, emoji: string) =>
    call<unknown>('DELETE', `${base}/messages/${id}/reactions`, { query: { emoji } }),
  history: (id: string) => call<MessageHistory>('GET', `${base}/messages/${id}/history`),
};

export const contacts = {
  get: (id: string) => call<Contact>('GET', `${base}/contacts/${id}`),
  update: (
    id: string,
    change: {
      status?: string | null;
      notes?: string | null;
      valuation?: number | null;
      assigneeId?: string | null;
    },
  ) => call<Contact>('PATCH', `${base}/contacts/${id}`, { body: change }),
  addTag: (id: string, tagId: string) => call<void>('PUT', `${base}/contacts/${id}/tags/${tagId}`),
  removeTag: (id: string, tagId: string) => call<void>('DELETE', `${base}/contacts/${id}/tags/${tagId}`),
};
