import type { InfiniteData } from '@tanstack/react-query';
import type { Message, Page } from '../api/types';

/** Newest first, as the server pages them. */
export type MessagePages = InfiniteData<Page<Message>, unknown>;

/** Oldest first, as people read them. */
export function messagesOf(pages: MessagePages | undefined): Message[] {
  return pages?.pages.flatMap((page) => page.data).reverse() ?? [];
}

/** The conversation with one message as it is now, in its place. */
export function withMessage(pages: MessagePages, message: Message): MessagePages {
  let known = false;
  const changed = pages.pages.map((page) => ({
    ...page,
    data: page.data.map((one) => {
      if (one.id !== message.id) return one;
      known = true;
      return message;
    }),
  }));
  if (known) return { ...pages, pages: changed };
  const last = changed.length - 1;
  const at = changed.findIndex((page, index) => index === last || isNewer(message, page.data.at(-1)));
  const page = changed[at];
  if (!page) return pages;
  const place = page.data.findIndex((one) => isNewer(message, one));
  // Older than everything loaded: it comes with the page it belongs to.
  if (place === -1 && page.nextCursor !== null) return pages;
  page.data.splice(place === -1 ? page.data.length : place, 0, message);
  return { ...pages, pages: changed };
}

function isNewer(message: Message, other: Message | undefined): boolean {
  if (!other) return true;
  return message.createdAt === other.createdAt ? message.id > other.id : message.createdAt > other.createdAt;
}
