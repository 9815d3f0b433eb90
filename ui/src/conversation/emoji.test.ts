import { expect, it } from 'vitest';
import { emojiMatching, shortcodeBefore } from './emoji';

it.each([
  [':ta', 3, 'ta'],
  ['so :ta', 6, 'ta'],
  ['10:30', 5, null],
  ['http://x', 8, null],
  [':t', 2, null],
] as const)('%s at %i names %s', (text, cursor, expected) => {
  expect(shortcodeBefore(text, cursor)).toBe(expected);
});

it('finds by a part of the name', () => {
  expect(emojiMatching('tad').map((one) => one.symbol)).toEqual(['🎉']);
});
