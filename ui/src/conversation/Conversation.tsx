import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ArrowDown } from 'lucide-react';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { ApiError } from '../api/http';
import type { PendingSend } from '../api/manage';
import * as manage from '../api/manage';
import type { Message, Page, Thread } from '../api/types';
import { messages as api, threads } from '../api/v2';
import { useMe } from '../app/me';
import { keys, memberName, queryClient, useAccountLink, useMembers } from '../app/queries';
import { markRead } from '../inbox/actions';
import { markOf } from '../inbox/marks';
import { explain, text } from '../text';
import { dayKey, dayName } from '../text/times';
import { Avatar } from '../ui/Avatar';
import { Button } from '../ui/controls';
import { useNow } from '../ui/useNow';
import { Bubble } from './Bubble';
import { Composer } from './Composer';
import { Header, type Pickers } from './Header';
import { LimitLine, RequestLine } from './Lines';
import { messagesOf } from './messagePages';
import { OutgoingBubble } from './OutgoingBubble';
import { useOutgoing } from './outbox';
import { useAnnounce, usePresence } from './presence';
import { SystemLines, useSystemLines } from './SystemLines';

const pageSize = 50;
const groupWithin = 5 * 60_000;

interface Props {
  threadId: string;
  pickers: Pickers;
  onBack: () => void;
  onDeleted: () => void;
  onTogglePerson: () => void;
  composer: RefObject<HTMLTextAreaElement | null>;
}

export function Conversation(props: Props) {
  const { threadId } = props;
  const thread = useQuery({ queryKey: keys.thread(threadId), queryFn: () => threads.get(threadId) });
  if (thread.isError) {
    const gone =
      thread.error instanceof ApiError && (thread.error.status === 404 || thread.error.status === 400);
    return (
      <Notice
        title={gone ? text.conversation.notFound : text.conversation.failed}
        detail={gone ? null : explain(thread.error)}
      >
        {gone ? (
          <Button onClick={props.onBack}>{text.conversation.back}</Button>
        ) : (
          <Button onClick={() => void thread.refetch()}>{text.list.retry}</Button>
        )}
      </Notice>
    );
  }
  if (thread.data === null) {
    return (
      <Notice title={text.conversation.deletedElsewhere} detail={null}>
        <Button onClick={props.onBack}>{text.conversation.back}</Button>
      </Notice>
    );
  }
  // Keyed by the thread: each conversation has its own place, draft and presence.
  return thread.data ? <Open key={threadId} {...props} thread={thread.data} /> : null;
}

export function Notice({
  title,
  detail,
  children,
}: {
  title: string;
  detail: string | null;
  children?: React.ReactNode;
}) {
  return (
    <div role="status" className="flex h-full flex-col items-center justify-center gap-2 p-8 text-center">
      <p className="text-base font-medium">{title}</p>
      {detail && <p className="max-w-sm text-sm text-ink-3">{detail}</p>}
      {children}
    </div>
  );
}

function Open({ thread, pickers, onBack, onDeleted, onTogglePerson, composer }: Props & { thread: Thread }) {
  const { membership } = useMe();
  const account = useAccountLink(thread.accountLinkId);
  const members = useMembers();
  const query = useInfiniteQuery({
    queryKey: keys.messages(thread.id),
    queryFn: ({ pageParam, signal }) => api.list(thread.id, pageParam, pageSize, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page<Message>) => page.nextCursor,
  });
  const sends = useQuery({ queryKey: keys.sends(thread.id), queryFn: () => manage.pendingSends(thread.id) });
  const outgoing = useOutgoing(thread.id);
  const system = useSystemLines(thread.id);
  const now = useNow();
  const [replyTo, setReplyTo] = useState<Message | null>(null);
  const [editing, setEditing] = useState<Message | null>(null);
  const [typing, setTyping] = useState(false);
  useAnnounce(thread.id, typing);
  const { others, personTypes } = usePresence(thread.id, membership.memberId);
  const personName = thread.profile?.displayName || thread.profile?.username || '';

  const pendingById = useMemo(
    () => new Map((sends.data ?? []).map((one) => [one.messageId, one])),
    [sends.data],
  );
  const shown = useMemo(() => {
    const listed = messagesOf(query.data);
    const known = new Set(listed.map((message) => message.id));
    // What the platform refused stands in no list of the API; people still have to see it.
    const refused = (sends.data ?? [])
      .filter((one) => !known.has(one.messageId))
      .map((one) => asMessage(one, thread));
    return [...listed, ...refused].sort((a, b) =>
      a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0,
    );
  }, [query.data, sends.data, thread]);

  const unreadFrom = useFirstUnread(thread.id, shown);
  const { scroller, awayFromEnd, newBelow, toEnd, jumpTo } = useConversationScroll(
    shown,
    outgoing.length,
    unreadFrom,
  );
  useReading(thread, shown, awayFromEnd);
  const overtakenBy = useOvertaken(shown, membership.memberId);

  const onScroll = () => {
    const element = scroller.current;
    if (element && element.scrollTop < 600 && query.hasNextPage && !query.isFetchingNextPage)
      void query.fetchNextPage();
  };

  const onReply = useCallback((message: Message) => setReplyTo(message), []);
  const onEdit = useCallback((message: Message) => setEditing(message), []);
  const canSend = account?.status === 'active' && !thread.restrictions.includes('message:send');

  return (
    <section aria-label={personName} className="flex h-full min-w-0 flex-col">
      <Header
        thread={thread}
        account={account}
        pickers={pickers}
        onBack={onBack}
        onDeleted={onDeleted}
        onTogglePerson={onTogglePerson}
      />
      <LimitLine thread={thread} account={account} />
      {thread.isRequest && !thread.archived && <RequestLine thread={thread} />}
      <div className="relative min-h-0 flex-1">
        <div
          ref={scroller}
          onScroll={onScroll}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
          tabIndex={0}
          role="log"
          aria-label={personName}
          className="h-full overflow-y-auto overscroll-contain pb-3 outline-offset-[-2px]"
        >
          {query.isError && (
            <Notice title={text.conversation.failed} detail={explain(query.error)}>
              <Button onClick={() => void query.refetch()}>{text.list.retry}</Button>
            </Notice>
          )}
          {query.isFetchingNextPage && (
            <p className="py-2 text-center text-xs text-ink-3">{text.conversation.older}</p>
          )}
          {query.isSuccess && !query.hasNextPage && (
            <p className="px-4 pt-6 text-center text-xs text-ink-3">
              {thread.syncing ? text.conversation.syncing : text.conversation.start}
            </p>
          )}
          {shown.map((message, index) => {
            const before = shown[index - 1];
            const after = shown[index + 1];
            const newDay = !before || dayKey(before.createdAt) !== dayKey(message.createdAt);
            return (
              <div key={message.id} className="[content-visibility:auto] [contain-intrinsic-size:auto_44px]">
                {newDay && (
                  <h2 className="px-4 pt-5 pb-1 text-center text-xs font-medium text-ink-3">
                    {dayName(message.createdAt, now)}
                  </h2>
                )}
                <SystemLines lines={system} after={before?.createdAt} before={message.createdAt} />
                {message.id === unreadFrom && (
                  <div className="flex items-center gap-2 px-4 pt-3 text-xs font-semibold text-accent">
                    <span className="h-px flex-1 bg-accent" />
                    {text.conversation.unreadLine}
                    <span className="h-px flex-1 bg-accent" />
                  </div>
                )}
                <Bubble
                  message={message}
                  personName={personName}
                  account={account}
                  pending={pendingById.get(message.id)}
                  startsGroup={newDay || !sameGroup(before, message)}
                  endsGroup={
                    !after ||
                    dayKey(after.createdAt) !== dayKey(message.createdAt) ||
                    !sameGroup(message, after)
                  }
                  onReply={onReply}
                  onEdit={onEdit}
                  onJump={jumpTo}
                />
              </div>
            );
          })}
          <SystemLines lines={system} after={shown.at(-1)?.createdAt} before={undefined} />
          {outgoing.map((one) => (
            <OutgoingBubble key={one.key} outgoing={one} />
          ))}
          {personTypes && (
            <p className="px-4 pt-2 text-sm text-ink-3">{text.conversation.typing(personName)} …</p>
          )}
        </div>
        {awayFromEnd && (
          <button
            type="button"
            onClick={toEnd}
            className={`rise absolute right-4 bottom-3 flex items-center gap-1 rounded-full border border-line bg-raised px-3 py-1.5 text-xs font-medium shadow-float ${newBelow > 0 ? 'text-accent' : 'text-ink-2'}`}
          >
            <ArrowDown aria-hidden="true" className="size-3.5" />
            {text.conversation.jumpToEnd(newBelow)}
          </button>
        )}
      </div>
      {others.length > 0 && (
        <div className="flex items-center gap-2 px-4 pt-2 text-xs text-ink-3" role="status">
          {others.map((one) => {
            const member = members.find((candidate) => candidate.id === one.memberId);
            if (!member) return null;
            const name = memberName(member);
            return (
              <span
                key={one.memberId}
                className={`flex items-center gap-1 ${one.typing ? 'text-warning' : ''}`}
              >
                <Avatar name={name} image={member.imageUrl} size={18} />
                {one.typing ? text.conversation.answering(name) : text.conversation.looking(name)}
              </span>
            );
          })}
        </div>
      )}
      <Composer
        thread={thread}
        personName={personName}
        disabled={!canSend}
        canType={account?.capabilities.includes('thread:typing:send') ?? false}
        replyTo={replyTo}
        editing={editing}
        overtakenBy={overtakenBy}
        onReplyDone={() => setReplyTo(null)}
        onEditDone={() => setEditing(null)}
        onTyping={setTyping}
        onSent={toEnd}
        box={composer}
      />
    </section>
  );
}

/** A message that the platform has not taken is in no list of the API; the page shows it like one that is. */
function asMessage(send: PendingSend, thread: Thread): Message {
  return {
    id: send.messageId,
    threadId: thread.id,
    accountLinkId: thread.accountLinkId,
    platform: thread.platform,
    platformId: null,
    direction: 'outbound',
    sentBy: null,
    content: send.content,
    entities: { urls: [], postShares: [], mentions: [], hashtags: [], cashtags: [], format: [] },
    attachments: [],
    forwarded: null,
    replyTo: null,
    reactions: [],
    editedAt: null,
    deletedAt: null,
    createdAt: send.createdAt,
    platformData: { _tag: 'pending' },
  } as unknown as Message;
}

function sameGroup(one: Message | undefined, next: Message): boolean {
  return (
    one !== undefined &&
    one.direction === next.direction &&
    Date.parse(next.createdAt) - Date.parse(one.createdAt) < groupWithin &&
    authorKey(one) === authorKey(next)
  );
}

function authorKey(message: Message): string {
  const by = message.sentBy;
  return by?.type === 'member' ? by.memberId : by?.type === 'api' ? (by.tokenId ?? '') : (by?.type ?? '');
}

/** Where reading had stopped when the conversation was opened; it does not move while one reads. */
function useFirstUnread(threadId: string, shown: readonly Message[]): string | null {
  const [first, setFirst] = useState<string | null>(null);
  const decided = useRef(false);
  useEffect(() => {
    if (decided.current || shown.length === 0) return;
    decided.current = true;
    const mark = markOf(threadId);
    if (!mark || mark.unreadCount === 0) return;
    const readUpTo = shown.findIndex((message) => message.id === mark.readUpToMessageId);
    setFirst(shown.slice(readUpTo + 1).find((message) => message.direction === 'inbound')?.id ?? null);
  }, [threadId, shown]);
  return first;
}

/** Says that the newest message was read once it is on the screen of somebody who is there. */
function useReading(thread: Thread, shown: readonly Message[], awayFromEnd: boolean): void {
  const newest = shown.findLast((message) => message.direction === 'inbound');
  const told = useRef<string | null>(null);
  useEffect(() => {
    const read = () => {
      if (!newest || awayFromEnd || document.visibilityState !== 'visible' || told.current === newest.id)
        return;
      const mark = markOf(thread.id);
      told.current = newest.id;
      if (mark?.readUpToMessageId === newest.id && !thread.unread) return;
      void markRead(thread, newest.id);
    };
    read();
    document.addEventListener('visibilitychange', read);
    return () => document.removeEventListener('visibilitychange', read);
  }, [newest, awayFromEnd, thread]);
}

/** Who of the team answered after this conversation was opened. */
function useOvertaken(shown: readonly Message[], ownMemberId: string): string | null {
  const opened = useRef<string | null>(null);
  const members = useMembers();
  const newestOurs = shown.findLast((message) => message.direction === 'outbound');
  if (opened.current === null && shown.length > 0) opened.current = newestOurs?.id ?? '';
  if (!newestOurs || newestOurs.id === opened.current) return null;
  const by = newestOurs.sentBy;
  if (by?.type !== 'member') return null;
  if (by.memberId === ownMemberId) {
    opened.current = newestOurs.id;
    return null;
  }
  const member = members.find((one) => one.id === by.memberId);
  return member ? memberName(member) : null;
}

/**
 * The place in the conversation: it opens at the first unread message, stays at the end while one is there, and keeps what
 * is on the screen where it is when older messages load above or new ones arrive below.
 */
function useConversationScroll(shown: readonly Message[], outgoingCount: number, unreadFrom: string | null) {
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [awayFromEnd, setAway] = useState(false);
  const [seen, setSeen] = useState<string | null>(null);
  const first = shown[0]?.id;
  const last = shown.at(-1)?.id;
  const anchor = useRef<{ first: string | undefined; height: number; top: number }>({
    first: undefined,
    height: 0,
    top: 0,
  });

  const remember = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    anchor.current = { first, height: element.scrollHeight, top: element.scrollTop };
  }, [first]);

  const settle = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const gap = element.scrollHeight - element.scrollTop - element.clientHeight;
    atEnd.current = gap < 80;
    setAway(!atEnd.current);
    if (atEnd.current) setSeen(last ?? null);
    remember();
  }, [last, remember]);

  useEffect(() => {
    const element = scroller.current;
    element?.addEventListener('scroll', settle, { passive: true });
    return () => element?.removeEventListener('scroll', settle);
  }, [settle]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: after every change of what is shown.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const before = anchor.current;
    if (before.first !== undefined && first !== before.first && !atEnd.current) {
      element.scrollTop = before.top + (element.scrollHeight - before.height);
    } else if (atEnd.current) {
      element.scrollTop = element.scrollHeight;
    }
    remember();
  }, [first, last, outgoingCount]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    // Pictures and fonts grow what is shown after it was placed.
    const observer = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  });

  const jumpTo = useCallback((messageId: string) => {
    const message = scroller.current?.querySelector(`[data-message="${messageId}"]`);
    message?.scrollIntoView({ block: 'center' });
  }, []);

  useEffect(() => {
    if (unreadFrom === null) return;
    atEnd.current = false;
    const message = scroller.current?.querySelector(`[data-message="${unreadFrom}"]`);
    message?.scrollIntoView({ block: 'center' });
    settle();
  }, [unreadFrom, settle]);

  const toEnd = useCallback(() => {
    atEnd.current = true;
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  }, []);

  const seenAt = shown.findIndex((message) => message.id === seen);
  const newBelow =
    seenAt < 0 ? 0 : shown.slice(seenAt + 1).filter((message) => message.direction === 'inbound').length;
  return { scroller, awayFromEnd, newBelow, toEnd, jumpTo };
}

/** Read ahead: moving through the list shows each conversation at once. */
export function prefetchConversation(threadId: string): void {
  void queryClient.prefetchInfiniteQuery({
    queryKey: keys.messages(threadId),
    queryFn: () => api.list(threadId, null, pageSize),
    initialPageParam: null as string | null,
  });
}
