import { useQuery } from '@tanstack/react-query';
import { Check, Clock, CornerUpLeft, MoreHorizontal, Reply, SmilePlus, TriangleAlert } from 'lucide-react';
import { Popover } from 'radix-ui';
import { memo, useEffect, useState } from 'react';
import type { PendingSend } from '../api/manage';
import type { AccountLink, Message } from '../api/types';
import { messages } from '../api/v2';
import { keys, memberName, queryClient } from '../app/queries';
import { readMessage } from '../live/sync';
import { explain, text } from '../text';
import { clockTime, exactTime } from '../text/times';
import { IconButton } from '../ui/controls';
import { Dialog } from '../ui/Dialog';
import { Menu, type MenuEntry } from '../ui/Menu';
import { toasts } from '../ui/toasts';
import { Attachments } from './Attachments';
import { discard, retry } from './outbox';
import { isEmojiOnly, richText, type Span } from './richText';

const quickReactions = ['👍', '❤️', '😂', '😮', '🙏', '🎉'];

interface Props {
  message: Message;
  personName: string;
  account: AccountLink | undefined;
  /** Set while the message is anything but simply sent. */
  pending: PendingSend | undefined;
  startsGroup: boolean;
  endsGroup: boolean;
  onReply: (message: Message) => void;
  onEdit: (message: Message) => void;
  onJump: (messageId: string) => void;
}

export const Bubble = memo(function Bubble(props: Props) {
  const { message, account, startsGroup, endsGroup, pending } = props;
  const [showHistory, setShowHistory] = useState(false);
  useMediaOnItsWay(message);
  const ours = message.direction === 'outbound';
  const author = authorOf(message);
  return (
    <article
      data-message={message.id}
      aria-label={`${ours ? (author ?? account?.username ?? '') : props.personName}, ${exactTime(message.createdAt)}`}
      className={`group flex flex-col px-4 ${ours ? 'items-end' : 'items-start'} ${startsGroup ? 'pt-3' : 'pt-0.5'}`}
    >
      <div className={`flex max-w-[min(36rem,86%)] items-center gap-1 ${ours ? 'flex-row-reverse' : ''}`}>
        <div className={`flex min-w-0 flex-col gap-1 ${ours ? 'items-end' : 'items-start'}`}>
          {message.deletedAt ? (
            <p className="rounded-2xl border border-line px-3 py-1.5 text-ink-3 italic">
              {text.conversation.deleted}
            </p>
          ) : (
            <Content {...props} ours={ours} />
          )}
          <Reactions message={message} account={account} />
        </div>
        {!message.deletedAt && !pending && (
          <Actions {...props} ours={ours} onHistory={() => setShowHistory(true)} />
        )}
      </div>
      <Footnote
        message={message}
        pending={pending}
        author={author}
        ours={ours}
        always={endsGroup}
        onHistory={() => setShowHistory(true)}
      />
      {showHistory && <History message={message} onClose={() => setShowHistory(false)} />}
    </article>
  );
});

const askAgainAfter = 1_500;

/** Pictures are fetched after their message has arrived, and no event tells when: asked for until they are there. */
function useMediaOnItsWay(message: Message): void {
  const waits = message.attachments.some(
    (one) => one.kind !== 'card' && (one.status === 'pending' || one.status === 'processing'),
  );
  useEffect(() => {
    if (!waits) return;
    const timer = window.setInterval(() => void readMessage(message.id, message.threadId), askAgainAfter);
    return () => window.clearInterval(timer);
  }, [waits, message.id, message.threadId]);
}

function authorOf(message: Message): string | undefined {
  const by = message.sentBy;
  if (by?.type === 'member') return by.member ? memberName(by.member) : undefined;
  if (by?.type === 'agent') return by.agent?.name;
  if (by?.type === 'api') return by.token?.name;
  return undefined;
}

function Content({ message, ours, onJump, pending }: Props & { ours: boolean }) {
  const large = message.attachments.length === 0 && isEmojiOnly(message.content);
  const isEncrypted =
    message.platformData._tag === 'twitter' &&
    'encrypted' in message.platformData &&
    message.platformData.encrypted === true;
  return (
    <>
      {message.attachments.length > 0 && <Attachments attachments={message.attachments} />}
      {(message.content !== '' || isEncrypted) && (
        <div
          className={
            large
              ? 'text-4xl leading-tight'
              : `rounded-2xl px-3 py-1.5 break-words whitespace-pre-wrap ${ours ? 'bg-ours text-on-ours' : 'bg-theirs text-ink'} ${pending?.state === 'failed' ? 'opacity-70' : ''}`
          }
        >
          {message.forwarded && <p className="text-xs opacity-80">{text.conversation.forwarded}</p>}
          {message.replyTo && (
            <button
              type="button"
              disabled={!message.replyTo.messageId}
              onClick={() => message.replyTo?.messageId && onJump(message.replyTo.messageId)}
              className={`mb-1 block w-full rounded-lg border-l-2 px-2 py-1 text-left text-sm ${ours ? 'border-white/60 bg-black/15' : 'border-line-strong bg-canvas'}`}
            >
              {message.replyTo.authorName && (
                <span className="block text-xs font-semibold">{message.replyTo.authorName}</span>
              )}
              <span className="line-clamp-2">{message.replyTo.content}</span>
            </button>
          )}
          <bdi>
            {isEncrypted && !message.content ? text.conversation.encrypted : <RichText message={message} />}
          </bdi>
        </div>
      )}
    </>
  );
}

function RichText({ message }: { message: Message }) {
  return richText(message.content, message.entities, message.platform).map((span) => (
    <RichSpan key={span.start} span={span} />
  ));
}

function RichSpan({ span }: { span: Span }) {
  const shown = span.bold ? <strong>{span.text}</strong> : span.text;
  return span.href ? (
    <a href={span.href} target="_blank" rel="noopener noreferrer" className="underline underline-offset-2">
      {shown}
    </a>
  ) : (
    shown
  );
}

function Reactions({ message, account }: { message: Message; account: AccountLink | undefined }) {
  if (message.reactions.length === 0) return null;
  return (
    <div className="-mt-1.5 flex gap-1">
      {message.reactions.map((reaction) => {
        const mine = reaction.author.type === 'accountLink';
        return (
          <button
            type="button"
            key={`${reaction.emoji}:${reaction.author.type}`}
            disabled={!mine || !account?.capabilities.includes('message:react')}
            aria-pressed={mine}
            onClick={() => void act(message, () => messages.unreact(message.id, reaction.emoji))}
            className={`rounded-full border bg-raised px-1.5 text-sm ${mine ? 'border-accent' : 'border-line'}`}
          >
            {reaction.emoji}
          </button>
        );
      })}
    </div>
  );
}

async function act(message: Message, what: () => Promise<unknown>): Promise<void> {
  try {
    await what();
    await queryClient.invalidateQueries({ queryKey: keys.messages(message.threadId) });
  } catch (error) {
    toasts.say(explain(error), null, true);
  }
}

function Actions({
  message,
  account,
  ours,
  onReply,
  onEdit,
  onHistory,
}: Props & { ours: boolean; onHistory: () => void }) {
  const can = (capability: AccountLink['capabilities'][number]) =>
    account?.capabilities.includes(capability) ?? false;
  const [reacting, setReacting] = useState(false);
  const entries: MenuEntry[] = [
    { label: text.conversation.copy, onSelect: () => void navigator.clipboard.writeText(message.content) },
  ];
  if (ours && can('message:edit'))
    entries.push({ label: text.conversation.edit, onSelect: () => onEdit(message) });
  if (message.editedAt) entries.push({ label: text.conversation.history, onSelect: onHistory });
  if (can('message:delete:self')) {
    entries.push({
      label: text.conversation.deleteForUs,
      danger: true,
      onSelect: () => void act(message, () => messages.remove(message.id, 'self')),
    });
  }
  if (ours && can('message:unsend')) {
    entries.push({
      label: text.conversation.unsend,
      danger: true,
      onSelect: () => void act(message, () => messages.remove(message.id, 'all')),
    });
  }
  return (
    <div className="flex shrink-0 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 has-[[data-state=open]]:opacity-100 pointer-coarse:opacity-100">
      {can('message:react') && (
        <Popover.Root open={reacting} onOpenChange={setReacting}>
          <Popover.Trigger asChild>
            <IconButton label={text.conversation.react} className="size-7">
              <SmilePlus className="size-4" />
            </IconButton>
          </Popover.Trigger>
          <Popover.Portal>
            <Popover.Content
              sideOffset={4}
              className="rise z-40 flex rounded-full border border-line bg-raised p-1 shadow-float"
            >
              {quickReactions.map((emoji) => (
                <button
                  type="button"
                  key={emoji}
                  className="size-9 rounded-full text-lg hover:bg-hover"
                  onClick={() => {
                    setReacting(false);
                    void act(message, () => messages.react(message.id, emoji));
                  }}
                >
                  {emoji}
                </button>
              ))}
            </Popover.Content>
          </Popover.Portal>
        </Popover.Root>
      )}
      {can('message:reply') && (
        <IconButton label={text.conversation.reply} className="size-7" onClick={() => onReply(message)}>
          <Reply className="size-4" />
        </IconButton>
      )}
      <Menu entries={entries}>
        <IconButton label={text.conversation.more} className="size-7">
          <MoreHorizontal className="size-4" />
        </IconButton>
      </Menu>
    </div>
  );
}

interface FootnoteProps {
  message: Message;
  pending: PendingSend | undefined;
  author: string | undefined;
  ours: boolean;
  always: boolean;
  onHistory: () => void;
}

/** When, by whom, and how it stands with the message; only on hover unless it ends a group or needs somebody. */
function Footnote({ message, pending, author, ours, always, onHistory }: FootnoteProps) {
  const visible = always || pending !== undefined;
  return (
    <footer
      className={`flex flex-wrap items-center gap-1.5 px-1 pt-0.5 text-2xs text-ink-3 ${visible ? '' : 'hidden group-focus-within:flex group-hover:flex'}`}
    >
      <time dateTime={message.createdAt} title={exactTime(message.createdAt)}>
        {clockTime(message.createdAt)}
      </time>
      {author && <span>{text.conversation.byApi(author)}</span>}
      {message.editedAt && (
        <button type="button" className="underline underline-offset-2" onClick={onHistory}>
          {text.conversation.edited}
        </button>
      )}
      {ours && !pending && !message.deletedAt && (
        <Check role="img" aria-label={text.state.sent} className="size-3" />
      )}
      {pending?.state === 'sending' && (
        <Clock role="img" aria-label={text.state.sending} className="size-3" />
      )}
      {pending?.state === 'failed' && (
        <>
          <span className="flex items-center gap-1 text-danger">
            <TriangleAlert aria-hidden="true" className="size-3" />
            {text.state.failed}: {pending.detail ?? text.errors.platformError}
          </span>
          <button
            type="button"
            className="font-semibold text-accent"
            onClick={() => void tell(retry(message.id, message.threadId))}
          >
            {text.state.tryAgain}
          </button>
          <button
            type="button"
            className="text-ink-2"
            onClick={() => void tell(discard(message.id, message.threadId))}
          >
            {text.state.discard}
          </button>
        </>
      )}
      {pending?.state === 'unconfirmed' && (
        <>
          <span className="flex items-center gap-1 text-warning">
            <Clock aria-hidden="true" className="size-3" />
            {text.state.unconfirmed}
          </span>
          <button
            type="button"
            className="text-ink-2 underline"
            onClick={() => void tell(discard(message.id, message.threadId))}
          >
            {text.state.checkedDiscard}
          </button>
        </>
      )}
    </footer>
  );
}

async function tell(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    toasts.say(explain(error), null, true);
  }
}

function History({ message, onClose }: { message: Message; onClose: () => void }) {
  const { data } = useQuery({
    queryKey: keys.history(message.id),
    queryFn: () => messages.history(message.id),
    staleTime: 0,
  });
  return (
    <Dialog label={text.conversation.history} onClose={onClose} className="w-[min(32rem,92vw)]">
      <h2 className="flex items-center gap-2 border-b border-line px-4 py-3 font-semibold">
        <CornerUpLeft aria-hidden="true" className="size-4" />
        {text.conversation.history}
      </h2>
      <ol className="max-h-[60vh] overflow-y-auto p-4">
        {data?.versions.map((version) => (
          <li key={version.createdAt} className="mb-3">
            <time className="text-xs text-ink-3">{exactTime(version.createdAt)}</time>
            <p className="whitespace-pre-wrap">{version.content}</p>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
