import type { MessageEntities } from '../api/types';

/** A piece of a message's text; what is a link has an address. */
export interface Span {
  /** Where it begins, in code points. */
  start: number;
  text: string;
  href: string | null;
  kind: 'text' | 'link' | 'mention' | 'hashtag';
  bold: boolean;
}

interface Mark {
  start: number;
  end: number;
  href: string | null;
  kind: Span['kind'];
}

interface Indices {
  start: number | string;
  end: number | string;
}

/** Only addresses that a browser opens as pages or mail: nothing that could run. */
export function safeHref(address: string): string | null {
  try {
    const url = new URL(address);
    return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

const bareLink = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]/gu;

/**
 * Splits a text at its entities. Their offsets count code points, not UTF-16 units: an emoji before a link is one.
 *
 * @param platform decides where mentions and hashtags lead
 */
export function richText(content: string, entities: MessageEntities, platform: string): Span[] {
  const points = [...content];
  const marks: Mark[] = [];
  const add = (indices: Indices | null, href: string | null, kind: Span['kind']) => {
    if (indices) marks.push({ start: Number(indices.start), end: Number(indices.end), href, kind });
  };
  for (const url of entities.urls) add(url.indices, safeHref(url.url), 'link');
  for (const share of entities.postShares) add(share.indices, safeHref(share.url), 'link');
  for (const mention of entities.mentions)
    add(mention.indices, onPlatform(platform, mention.username), 'mention');
  for (const hashtag of entities.hashtags)
    add(hashtag.indices, onPlatform(platform, `hashtag/${hashtag.tag}`), 'hashtag');
  for (const cashtag of entities.cashtags) add(cashtag.indices, null, 'hashtag');
  if (marks.length === 0) marks.push(...bareLinks(content));
  const bold = entities.format.filter((one) => one.kind === 'bold');
  const isBold = (at: number) =>
    bold.some((one) => Number(one.indices.start) <= at && at < Number(one.indices.end));

  const edges = new Set([0, points.length]);
  for (const mark of marks) edges.add(mark.start).add(mark.end);
  for (const one of bold) edges.add(Number(one.indices.start)).add(Number(one.indices.end));
  const ordered = [...edges].filter((edge) => edge >= 0 && edge <= points.length).sort((a, b) => a - b);

  return ordered.slice(0, -1).map((start, index) => {
    const end = ordered[index + 1] ?? points.length;
    const mark = marks.find((one) => one.start <= start && end <= one.end);
    return {
      start,
      text: points.slice(start, end).join(''),
      href: mark?.href ?? null,
      kind: mark?.kind ?? 'text',
      bold: isBold(start),
    };
  });
}

/** For texts whose platform names no links. */
function bareLinks(content: string): Mark[] {
  return [...content.matchAll(bareLink)].map((match) => {
    const start = [...content.slice(0, match.index)].length;
    return { start, end: start + [...match[0]].length, href: safeHref(match[0]), kind: 'link' as const };
  });
}

function onPlatform(platform: string, path: string): string | null {
  return platform === 'twitter' ? safeHref(`https://x.com/${path}`) : null;
}

/** Whether a text is nothing but a few emoji, which are then shown large. */
export function isEmojiOnly(content: string): boolean {
  return /^(?:\p{Extended_Pictographic}(?:\uFE0F|\u200D\p{Extended_Pictographic}|\p{Emoji_Modifier})*\s?){1,3}$/u.test(
    content,
  );
}
