import { describe, expect, it } from 'vitest';
import type { MessageEntities } from '../api/types';
import { isEmojiOnly, richText, safeHref } from './richText';

const none: MessageEntities = {
  urls: [],
  postShares: [],
  mentions: [],
  hashtags: [],
  cashtags: [],
  format: [],
};

describe('a text with entities', () => {
  it('counts code points, so that an emoji before a link moves it by one', () => {
    const spans = richText(
      '👋 see x.com/a now',
      { ...none, urls: [{ url: 'https://x.com/a', displayUrl: 'x.com/a', indices: { start: 6, end: 13 } }] },
      'twitter',
    );
    expect(spans.map((span) => [span.text, span.href])).toEqual([
      ['👋 see ', null],
      ['x.com/a', 'https://x.com/a'],
      [' now', null],
    ]);
  });

  it('finds bare links where the platform names none', () => {
    const spans = richText('at https://example.org/a?b=c.', none, 'twitter');
    expect(spans.map((span) => span.href)).toEqual([null, 'https://example.org/a?b=c', null]);
  });

  it('keeps a text without any as it is', () => {
    expect(richText('plain', none, 'twitter')).toEqual([
      { start: 0, text: 'plain', href: null, kind: 'text', bold: false },
    ]);
  });
});

it.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'nonsense'])(
  'never links %s',
  (address) => {
    expect(safeHref(address)).toBeNull();
  },
);

it.each([
  ['👍', true],
  ['👩‍🚀 🎉', true],
  ['ok 👍', false],
  ['1', false],
])('%s is only emoji: %s', (content, expected) => {
  expect(isEmojiOnly(content)).toBe(expected);
});
