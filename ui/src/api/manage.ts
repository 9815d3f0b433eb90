import { call } from './http';

const base = '/api/manage';

export interface Membership {
  id: string;
  slug: string;
  name: string;
  memberId: string;
  role: 'owner' | 'admin' | 'user';
}

/** Who is signed in, and in which teams. */
export interface Session {
  userId: string;
  email: string;
  name: string | null;
  csrfToken: string;
  teams: Membership[];
}

/** More than {@link value} when {@link more}: counting stops where a number stops helping. */
export interface Count {
  value: number;
  more: boolean;
}

export interface Counts {
  inbox: Count;
  noReply: Count;
  requests: Count;
  mine: Count;
  unassigned: Count;
}

/** What a list row shows that is the reader's own. */
export interface Mark {
  threadId: string;
  /** Inbound messages the reader has not seen; at most 100. */
  unreadCount: number;
  readUpToMessageId: string | null;
  hasDraft: boolean;
}

export interface Draft {
  threadId: string;
  content: string;
  replyToMessageId: string | null;
  updatedAt: string;
}

/** One of our messages whose fate is open or that the platform refused. */
export interface PendingSend {
  messageId: string;
  threadId: string;
  content: string;
  replyToMessageId: string | null;
  createdAt: string;
  state: 'sending' | 'failed' | 'unconfirmed';
  /** Why the platform did not take it, for a person; null unless it failed. */
  detail: string | null;
}

export interface ActivityEntry {
  id: string;
  type: string;
  at: string;
  assigneeId: string | null;
  statusId: string | null;
  tagIds: string[] | null;
}

export const session = () => call<Session>('GET', '/api/session');
export const signOut = () => fetch('/sign-out', { method: 'POST', redirect: 'manual' });
export const counts = () => call<Counts>('GET', `${base}/counts`);

export const marks = async (threadIds: readonly string[]) =>
  (await call<{ data: Mark[] }>('GET', `${base}/threads/marks`, { query: { threadId: threadIds } })).data;

export const markRead = (threadId: string, messageId: string) =>
  call<void>('PUT', `${base}/threads/${threadId}/read`, { body: { messageId } });

export const draft = (threadId: string) => call<Draft | null>('GET', `${base}/threads/${threadId}/draft`);
export const saveDraft = (threadId: string, content: string, replyToMessageId: string | null) =>
  call<void>('PUT', `${base}/threads/${threadId}/draft`, { body: { content, replyToMessageId } });

export const pendingSends = async (threadId: string) =>
  (await call<{ data: PendingSend[] }>('GET', `${base}/threads/${threadId}/sends`)).data;
export const retrySend = (messageId: string, key: string) =>
  call<{ messageId: string }>('POST', `${base}/messages/${messageId}/retry`, {
    headers: { 'idempotency-key': key },
  });
export const discardSend = (messageId: string) => call<void>('POST', `${base}/messages/${messageId}/discard`);

export const acceptRequest = (threadId: string) => call<void>('POST', `${base}/threads/${threadId}/accept`);

export const activity = async (threadId: string) =>
  (await call<{ data: ActivityEntry[] }>('GET', `${base}/threads/${threadId}/activity`)).data;

export type PresenceState = 'looking' | 'answering' | 'left';

export const announce = (threadId: string, state: PresenceState) =>
  call<void>('PUT', `${base}/presence`, { body: { threadId, activity: state } });
