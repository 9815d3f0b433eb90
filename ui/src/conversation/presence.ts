import { useCallback, useEffect, useState } from 'react';
import type { PresenceState } from '../api/manage';
import * as manage from '../api/manage';
import { type LiveEvent, useLiveEvents } from '../live/stream';

/** The server forgets who says nothing for half a minute. */
const repeat = 12_000;
const forgotten = 30_000;
const typingFor = 6_000;

/** Tells the others that somebody has this conversation open, until they leave it. */
export function useAnnounce(threadId: string, typing: boolean): void {
  const state: PresenceState = typing ? 'answering' : 'looking';
  useEffect(() => {
    const say = () => void manage.announce(threadId, state).catch(() => {});
    say();
    const timer = window.setInterval(say, repeat);
    return () => window.clearInterval(timer);
  }, [threadId, state]);
  useEffect(() => () => void manage.announce(threadId, 'left').catch(() => {}), [threadId]);
}

export interface Present {
  memberId: string;
  typing: boolean;
}

/** Who else has this conversation open, and whether the other side types. */
export function usePresence(
  threadId: string,
  ownMemberId: string,
): { others: Present[]; personTypes: boolean } {
  const [seen, setSeen] = useState<Record<string, { typing: boolean; at: number }>>({});
  const [typedAt, setTypedAt] = useState(0);
  const [, tick] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another thread has other people.
  useEffect(() => {
    setSeen({});
    setTypedAt(0);
    const timer = window.setInterval(() => tick((count) => count + 1), 3_000);
    return () => window.clearInterval(timer);
  }, [threadId]);
  useLiveEvents(
    useCallback(
      (event: LiveEvent) => {
        if (event.threadId !== threadId) return;
        if (event.type === 'thread.typing') setTypedAt(Date.now());
        if (event.type === 'message.created') setTypedAt(0);
        if (event.type !== 'presence' || !event.memberId || event.memberId === ownMemberId) return;
        const memberId = event.memberId;
        setSeen((before) => {
          const { [memberId]: _, ...others } = before;
          return event.activity === 'left'
            ? others
            : { ...others, [memberId]: { typing: event.activity === 'answering', at: Date.now() } };
        });
      },
      [threadId, ownMemberId],
    ),
  );
  const now = Date.now();
  return {
    others: Object.entries(seen)
      .filter(([, one]) => now - one.at < forgotten)
      .map(([memberId, one]) => ({ memberId, typing: one.typing })),
    personTypes: now - typedAt < typingFor,
  };
}
