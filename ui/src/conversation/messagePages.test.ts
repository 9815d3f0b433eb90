import { describe, expect, it } from 'vitest';
import type { Message } from '../api/types';
import { type MessagePages, messagesOf, withMessage } from './messagePages';

const message = (id: string, minute: number, content = id) =>
  ({ id, content, createdAt: `2026-01-01T10:${String(minute).padStart(2, '0')}:00.000Z` }) as Message;

const pages: MessagePages = {
  pages: [
    { data: [message('e', 50), message('d', 40)], nextCursor: 'after d' },
    { data: [message('c', 30), message('b', 20)], nextCursor: 'after b' },
  ],
  pageParams: [null, 'after d'],
};

const ids = (all: MessagePages) => messagesOf(all).map((one) => one.id);

describe('a message that came by the live stream', () => {
  it('goes to the end when it is the newest', () => {
    expect(ids(withMessage(pages, message('f', 55)))).toEqual(['b', 'c', 'd', 'e', 'f']);
  });

  it('goes to its place when it came late', () => {
    expect(ids(withMessage(pages, message('x', 35)))).toEqual(['b', 'c', 'x', 'd', 'e']);
  });

  it('replaces the one it is', () => {
    const changed = withMessage(pages, message('c', 30, 'edited'));
    expect(ids(changed)).toEqual(['b', 'c', 'd', 'e']);
    expect(messagesOf(changed).find((one) => one.id === 'c')?.content).toBe('edited');
  });

  it('waits for its page when it is older than what is loaded', () => {
    expect(ids(withMessage(pages, message('a', 5)))).toEqual(['b', 'c', 'd', 'e']);
  });

  it('starts an empty conversation', () => {
    const empty: MessagePages = { pages: [{ data: [], nextCursor: null }], pageParams: [null] };
    expect(ids(withMessage(empty, message('a', 5)))).toEqual(['a']);
  });
});
