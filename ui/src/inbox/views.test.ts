import { describe, expect, it } from 'vitest';
import type { Thread } from '../api/types';
import { belongs, filterOf } from './views';

const thread = (change: Partial<Thread>): Thread =>
  ({
    archived: false,
    isRequest: false,
    accountLinkId: 'a1',
    assigneeId: null,
    activity: { direction: 'inbound', preview: 'hi', at: '2026-01-01T00:00:00.000Z' },
    ...change,
  }) as Thread;

describe('where a thread belongs', () => {
  it.each([
    ['inbox', thread({}), true],
    ['inbox', thread({ isRequest: true }), false],
    ['inbox', thread({ archived: true }), false],
    ['noReply', thread({}), true],
    ['noReply', thread({ activity: { direction: 'outbound', preview: 'hi', at: '' } }), false],
    ['requests', thread({ isRequest: true }), true],
    ['requests', thread({ isRequest: true, archived: true }), false],
    ['archived', thread({ isRequest: true, archived: true }), true],
    ['mine', thread({ assigneeId: 'm1' }), true],
    ['mine', thread({ assigneeId: 'm2' }), false],
    ['unassigned', thread({}), true],
    ['unassigned', thread({ assigneeId: 'm1' }), false],
    ['all', thread({ archived: true }), true],
  ] as const)('%s %#', (view, one, expected) => {
    expect(belongs(one, filterOf(view, {}, 'm1'))).toBe(expected);
  });

  it('asks for the account of the address', () => {
    const filter = filterOf('inbox', { account: 'a2' }, 'm1');
    expect(belongs(thread({}), filter)).toBe(false);
    expect(belongs(thread({ accountLinkId: 'a2' }), filter)).toBe(true);
  });
});
