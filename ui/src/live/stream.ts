import { useEffect, useSyncExternalStore } from 'react';
import { currentTeam } from '../api/http';

/** One entry of the team's log as the live stream carries it; what is not stored (presence, typing) has no seq. */
export interface LiveEvent {
  type: string;
  seq: number | null;
  threadId: string | null;
  messageId: string | null;
  contactId: string | null;
  memberId: string | null;
  activity: string | null;
}

export type Connection = 'connecting' | 'live' | 'lost';

type Listener = (event: LiveEvent) => void;

/** A timer that fires so much too late tells that the machine slept; the stream may be dead without knowing. */
const step = 5_000;
const slept = 20_000;
const retryAfter = [500, 1_000, 2_000, 5_000, 10_000];

/**
 * The team's events, gap-free: it reconnects by itself with the last sequence number it saw, after sleep and lost networks,
 * too. When the server no longer keeps what was missed, listeners get `resync` and read everything anew.
 */
class Stream {
  private source: EventSource | null = null;
  private lastSeq: number | null = null;
  private failures = 0;
  private checkedAt = Date.now();
  private timer = 0;
  private state: Connection = 'connecting';
  private readonly listeners = new Set<Listener>();
  private readonly watchers = new Set<() => void>();

  open(): () => void {
    this.connect();
    const watchdog = window.setInterval(() => this.check(), step);
    const wake = () => this.check();
    window.addEventListener('online', wake);
    window.addEventListener('offline', wake);
    document.addEventListener('visibilitychange', wake);
    return () => {
      window.clearInterval(watchdog);
      window.clearTimeout(this.timer);
      window.removeEventListener('online', wake);
      window.removeEventListener('offline', wake);
      document.removeEventListener('visibilitychange', wake);
      this.source?.close();
      this.source = null;
      this.lastSeq = null;
    };
  }

  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  readonly connection = (): Connection => this.state;

  private connect(): void {
    window.clearTimeout(this.timer);
    this.source?.close();
    const params = new URLSearchParams({ team: currentTeam() });
    if (this.lastSeq !== null) params.set('since', String(this.lastSeq));
    const source = new EventSource(`/api/live?${params}`);
    this.source = source;
    source.onopen = () => {
      this.failures = 0;
      this.become('live');
    };
    source.onerror = () => {
      source.close();
      this.become('lost');
      const wait = retryAfter[Math.min(this.failures++, retryAfter.length - 1)] ?? 0;
      this.timer = window.setTimeout(() => this.connect(), wait);
    };
    source.onmessage = (message) => this.take(message);
    for (const name of ['ready', 'resync', 'presence'])
      source.addEventListener(name, (message) => this.take(message));
    // The server stops, or this stream was too slow: another node, or the same one, goes on from here.
    source.addEventListener('bye', () => this.connect());
  }

  private take(message: MessageEvent<string>): void {
    if (message.lastEventId) this.lastSeq = Number(message.lastEventId);
    if (message.type === 'ready' || !message.data) return;
    const data = JSON.parse(message.data) as Partial<LiveEvent>;
    const event: LiveEvent = {
      type: message.type === 'message' ? (data.type ?? '') : message.type,
      seq: data.seq ?? null,
      threadId: data.threadId ?? null,
      messageId: data.messageId ?? null,
      contactId: data.contactId ?? null,
      memberId: data.memberId ?? null,
      activity: data.activity ?? null,
    };
    for (const listener of this.listeners) listener(event);
  }

  private check(): void {
    const now = Date.now();
    const woke = now - this.checkedAt > slept;
    this.checkedAt = now;
    if (!navigator.onLine) this.become('lost');
    else if (this.source && woke) this.connect();
    else if (this.state === 'lost' && document.visibilityState === 'visible') this.connect();
  }

  private become(state: Connection): void {
    if (state === this.state) return;
    this.state = state;
    for (const watcher of this.watchers) watcher();
  }
}

export const stream = new Stream();

export function useConnection(): Connection {
  return useSyncExternalStore(stream.watch, stream.connection);
}

export function useLiveEvents(listener: Listener): void {
  useEffect(() => stream.listen(listener), [listener]);
}
