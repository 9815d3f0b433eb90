import { useMemo, useSyncExternalStore } from 'react';
import { ApiError, currentTeam, NetworkError } from '../api/http';
import * as manage from '../api/manage';
import { messages } from '../api/v2';
import { keys, queryClient } from '../app/queries';
import { place } from '../live/sync';
import { explain } from '../text';
import { type MessagePages, withMessage } from './messagePages';

/** A message on its way: written here, not yet answered by the server. */
export interface Outgoing {
  key: string;
  team: string;
  threadId: string;
  content: string;
  replyToMessageId: string | null;
  createdAt: string;
  state: 'sending' | 'queued' | 'failed';
  reason: string | null;
}

const storageKey = 'outbox';
/** How long a key may be used again: the server keeps it for 48 hours. */
const longest = 47 * 3_600_000;
const patience = [1_000, 2_000, 5_000, 10_000, 30_000];

/**
 * What was written is kept in the browser until the server has answered. A key made with each message lets the server tell
 * a repetition from a new message, so that trying again after a lost network, a reload or a crash never sends twice.
 */
class Outbox {
  private items: readonly Outgoing[] = read();
  private readonly watchers = new Set<() => void>();
  private attempt = 0;

  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  readonly all = (): readonly Outgoing[] => this.items;

  /** Sends what an earlier page left behind, and goes on whenever the network comes back. */
  start(): () => void {
    const resume = () => {
      for (const item of this.items) {
        if (item.team === currentTeam() && item.state === 'queued') void this.deliver(item);
      }
    };
    this.items = this.items.map((item) =>
      item.state === 'sending' ? { ...item, state: 'queued' as const } : item,
    );
    this.changed();
    resume();
    window.addEventListener('online', resume);
    return () => window.removeEventListener('online', resume);
  }

  send(threadId: string, content: string, replyToMessageId: string | null): Promise<boolean> {
    const item: Outgoing = {
      key: crypto.randomUUID(),
      team: currentTeam(),
      threadId,
      content,
      replyToMessageId,
      createdAt: new Date().toISOString(),
      state: 'sending',
      reason: null,
    };
    this.items = [...this.items, item];
    this.changed();
    return this.deliver(item);
  }

  /** A refused message goes out again under a new key: the old one stands for the refusal. */
  again(key: string): void {
    const item = this.items.find((one) => one.key === key);
    if (!item) return;
    this.discard(key);
    void this.send(item.threadId, item.content, item.replyToMessageId);
  }

  discard(key: string): void {
    this.items = this.items.filter((item) => item.key !== key);
    this.changed();
  }

  /** Returns whether the message is out. */
  private async deliver(item: Outgoing): Promise<boolean> {
    this.update(item.key, { state: 'sending', reason: null });
    try {
      const result = await messages.send(item.threadId, item.content, item.replyToMessageId, item.key);
      this.attempt = 0;
      this.discard(item.key);
      queryClient.setQueryData<MessagePages>(
        keys.messages(item.threadId),
        (pages) => pages && withMessage(pages, result.message),
      );
      const shown = queryClient.getQueryData<typeof result.thread>(keys.thread(item.threadId));
      place({ ...shown, ...result.thread });
      return true;
    } catch (error) {
      return this.refused(item, error);
    }
  }

  private refused(item: Outgoing, error: unknown): boolean {
    const unanswered =
      error instanceof NetworkError ||
      (error instanceof ApiError && error.status >= 500 && error.code === 'internal');
    const running = error instanceof ApiError && error.code === 'sendInProgress';
    if (error instanceof ApiError && error.code === 'sendUnconfirmed') {
      // The server keeps it from here on, shows it as unconfirmed and looks it up.
      this.discard(item.key);
      void queryClient.invalidateQueries({ queryKey: keys.messages(item.threadId) });
      void queryClient.invalidateQueries({ queryKey: keys.sends(item.threadId) });
      return false;
    }
    if (unanswered || running || (error instanceof ApiError && error.status === 401)) {
      this.update(item.key, { state: 'queued' });
      const wait = patience[Math.min(this.attempt++, patience.length - 1)] ?? 0;
      window.setTimeout(() => {
        const now = this.items.find((one) => one.key === item.key);
        if (now?.state === 'queued' && navigator.onLine) void this.deliver(now);
      }, wait);
      return false;
    }
    this.update(item.key, { state: 'failed', reason: explain(error) });
    return false;
  }

  private update(key: string, change: Partial<Outgoing>): void {
    this.items = this.items.map((item) => (item.key === key ? { ...item, ...change } : item));
    this.changed();
  }

  private changed(): void {
    try {
      localStorage.setItem(storageKey, JSON.stringify(this.items));
    } catch {
      // A full or closed storage: the messages still go out, only a crash would lose them.
    }
    for (const watcher of this.watchers) watcher();
  }
}

function read(): Outgoing[] {
  try {
    const items = JSON.parse(localStorage.getItem(storageKey) ?? '[]') as Outgoing[];
    return items.filter((item) => Date.now() - Date.parse(item.createdAt) < longest);
  } catch {
    return [];
  }
}

export const outbox = new Outbox();

export function useOutgoing(threadId: string): Outgoing[] {
  const items = useSyncExternalStore(outbox.watch, outbox.all);
  return useMemo(() => items.filter((item) => item.threadId === threadId), [items, threadId]);
}

/** What the server knows of our messages that are not simply sent. */
export async function retry(messageId: string, threadId: string): Promise<void> {
  await manage.retrySend(messageId, crypto.randomUUID());
  await queryClient.invalidateQueries({ queryKey: keys.sends(threadId) });
}

export async function discard(messageId: string, threadId: string): Promise<void> {
  await manage.discardSend(messageId);
  await queryClient.invalidateQueries({ queryKey: keys.sends(threadId) });
  await queryClient.invalidateQueries({ queryKey: keys.messages(threadId) });
}
