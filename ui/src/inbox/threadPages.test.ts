import { describe, expect, it } from 'vitest';
import type { Thread } from '../api/types';
import { type ThreadPages, threadsOf, withHead, withoutThread } from './threadPages';

const thread = (id: string) => ({ id }) as Thread;
const page = (ids: string[], nextCursor: string | null) => ({ data: ids.map(thread), nextCursor });
const ids = (pages: ThreadPages) => threadsOf(pages).map((one) => one.id);

const loaded: ThreadPages = {
  pages: [page(['a', 'b', 'c'], 'after c'), page(['d', 'e'], 'after e')],
  pageParams: [null, 'after c'],
};

describe('a list whose first page came anew', () => {
  it('shows a new thread once and keeps what it pushed out', () => {
    expect(ids(withHead(loaded, page(['n', 'a', 'b'], 'after b')))).toEqual(['n', 'a', 'b', 'c', 'd', 'e']);
  });

  it('moves a thread that rose from a later page', () => {
    expect(ids(withHead(loaded, page(['e', 'a', 'b'], 'after b')))).toEqual(['e', 'a', 'b', 'c', 'd']);
  });

  it('is one page when there is no second', () => {
    const pages = withHead(loaded, page(['a'], null));
    expect(ids(pages)).toEqual(['a']);
    expect(pages.pageParams).toEqual([null]);
  });
});

it('a thread that left is gone from every page', () => {
  expect(ids(withoutThread(loaded, 'd'))).toEqual(['a', 'b', 'c', 'e']);
});
