import { Send, SmilePlus, X } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Message, Thread } from '../api/types';
import { messages, threads } from '../api/v2';
import { usePlatforms } from '../app/queries';
import { setDone } from '../inbox/actions';
import { explain, text } from '../text';
import { Button, IconButton } from '../ui/controls';
import { toasts } from '../ui/toasts';
import { dropDraft, keepDraft, loadDraft, localDraft } from './drafts';
import { emojiMatching, shortcodeBefore } from './emoji';
import { outbox } from './outbox';

interface Props {
  thread: Thread;
  personName: string;
  disabled: boolean;
  canType: boolean;
  replyTo: Message | null;
  editing: Message | null;
  /** A colleague who answered while this was being written. */
  overtakenBy: string | null;
  onReplyDone: () => void;
  onEditDone: () => void;
  onTyping: (typing: boolean) => void;
  onSent: () => void;
  box: RefObject<HTMLTextAreaElement | null>;
}

const nearLimit = 200;
const typingEvery = 2_500;

export function Composer(props: Props) {
  const { thread, disabled, replyTo, editing, box } = props;
  const [content, setContent] = useState(() => localDraft(thread.id)?.content ?? '');
  const [edit, setEdit] = useState('');
  const [confirmed, setConfirmed] = useState(false);
  const [suggestion, setSuggestion] = useState(0);
  const typedAt = useRef(0);
  const limit = usePlatforms().find((one) => one.platform === thread.platform)?.limits.characters ?? null;
  const value = editing ? edit : content;
  const length = [...value].length;
  const left = limit === null ? null : limit - length;
  const shortcode = shortcodeBefore(value, box.current?.selectionStart ?? value.length);
  const emoji = shortcode === null ? [] : emojiMatching(shortcode);

  useEffect(() => {
    let current = true;
    loadDraft(thread.id)
      .then((draft) => {
        // What is typed while the server answers is younger than what it knows.
        if (current && typedAt.current === 0) setContent(draft?.content ?? '');
      })
      .catch(() => {});
    return () => {
      current = false;
    };
  }, [thread.id]);

  useEffect(() => {
    if (editing) setEdit(editing.content);
  }, [editing]);

  useEffect(() => {
    if (replyTo || editing) box.current?.focus();
  }, [replyTo, editing, box]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text.
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, window.innerHeight * 0.4)}px`;
  }, [value, box]);

  const change = (next: string) => {
    if (editing) {
      setEdit(next);
      return;
    }
    setContent(next);
    keepDraft(thread.id, next, replyTo?.id ?? null);
    props.onTyping(next !== '');
    if (props.canType && next !== '' && Date.now() - typedAt.current > typingEvery) {
      void threads.typing(thread.id).catch(() => {});
    }
    typedAt.current = Date.now();
  };

  const insert = (symbol: string, from: number) => {
    const at = box.current?.selectionStart ?? value.length;
    change(value.slice(0, from) + symbol + value.slice(at));
    box.current?.focus();
  };

  const saveEdit = async () => {
    if (!editing) return;
    try {
      await messages.edit(editing.id, edit.trim());
      props.onEditDone();
    } catch (error) {
      toasts.say(explain(error), null, true);
    }
  };

  const send = (andDone: boolean) => {
    const words = content.trim();
    if (words === '' || disabled || (left !== null && left < 0)) return;
    if (props.overtakenBy && !confirmed) {
      setConfirmed(true);
      return;
    }
    setConfirmed(false);
    setContent('');
    typedAt.current = Date.now();
    dropDraft(thread.id);
    props.onTyping(false);
    props.onReplyDone();
    props.onSent();
    void outbox.send(thread.id, words, replyTo?.id ?? null);
    if (andDone) void setDone({ ...thread, isRequest: false }, true);
  };

  const onKeyDown = (event: React.KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (emoji.length > 0 && shortcode !== null) {
      const start = (box.current?.selectionStart ?? value.length) - shortcode.length - 1;
      if (event.key === 'Enter' || event.key === 'Tab') {
        event.preventDefault();
        insert(`${emoji[suggestion]?.symbol ?? ''} `, start);
        return;
      }
      if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
        event.preventDefault();
        setSuggestion((at) => (at + (event.key === 'ArrowRight' ? 1 : emoji.length - 1)) % emoji.length);
        return;
      }
    }
    if (event.key === 'Escape') {
      if (editing) props.onEditDone();
      else if (replyTo) props.onReplyDone();
      else event.currentTarget.blur();
      event.stopPropagation();
    }
    if (event.key !== 'Enter' || (event.shiftKey && !event.ctrlKey && !event.metaKey)) return;
    event.preventDefault();
    if (editing) void saveEdit();
    else send(event.shiftKey && (event.ctrlKey || event.metaKey));
  };

  return (
    <div className="shrink-0 border-t border-line px-4 py-3">
      {props.overtakenBy && content !== '' && (
        <p role="status" className="mb-2 rounded-md bg-warning-soft px-3 py-1.5 text-sm text-warning">
          {text.composer.overtaken(props.overtakenBy)}
        </p>
      )}
      {(replyTo || editing) && (
        <div className="mb-2 flex items-center gap-2 rounded-md bg-hover px-3 py-1.5 text-sm">
          <span className="shrink-0 font-medium">
            {editing ? text.composer.editing : text.composer.replyingTo}
          </span>
          <span className="min-w-0 flex-1 truncate text-ink-2">{(editing ?? replyTo)?.content}</span>
          <IconButton
            label={editing ? text.composer.cancelEdit : text.composer.cancelReply}
            shortcut="Esc"
            className="size-6"
            onClick={editing ? props.onEditDone : props.onReplyDone}
          >
            <X className="size-3.5" />
          </IconButton>
        </div>
      )}
      {emoji.length > 0 && (
        <ul
          aria-label={text.composer.emoji}
          className="rise mb-1 flex gap-1 overflow-x-auto rounded-md border border-line bg-raised p-1"
        >
          {emoji.map((one, index) => (
            <li key={one.name}>
              <button
                type="button"
                className={`flex items-center gap-1 rounded px-2 py-1 text-sm ${index === suggestion ? 'bg-hover' : ''}`}
                onClick={() =>
                  insert(
                    `${one.symbol} `,
                    (box.current?.selectionStart ?? value.length) - (shortcode?.length ?? 0) - 1,
                  )
                }
              >
                {one.symbol} <span className="text-xs text-ink-3">:{one.name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="rounded-xl border border-line-strong bg-canvas focus-within:border-accent">
        <textarea
          ref={box}
          rows={1}
          value={value}
          disabled={disabled}
          aria-label={text.composer.label}
          placeholder={text.composer.placeholder(props.personName)}
          onChange={(event) => change(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={() => props.onTyping(false)}
          className="block w-full resize-none bg-transparent px-3 pt-2.5 pb-1 text-base leading-5 outline-none placeholder:text-ink-3 disabled:opacity-60"
        />
        <div className="flex items-center gap-2 px-2 pb-2">
          <EmojiButton
            disabled={disabled}
            onPick={(symbol) => insert(symbol, box.current?.selectionStart ?? value.length)}
          />
          <span className="flex-1" />
          {left !== null && left < nearLimit && (
            <span className={`tabular text-xs ${left < 0 ? 'text-danger' : 'text-ink-3'}`}>
              {left < 0 ? text.composer.tooLong(-left) : text.composer.left(left)}
            </span>
          )}
          {editing ? (
            <Button tone="primary" onClick={() => void saveEdit()}>
              {text.composer.save}
            </Button>
          ) : (
            <>
              <Button
                tone="quiet"
                className="max-sm:hidden"
                disabled={disabled || content.trim() === ''}
                title="Ctrl+Shift+Enter"
                onClick={() => send(true)}
              >
                {text.composer.sendAndDone}
              </Button>
              <Button
                tone="primary"
                disabled={disabled || content.trim() === '' || (left !== null && left < 0)}
                title="Enter"
                onClick={() => send(false)}
              >
                <Send aria-hidden="true" className="size-3.5" />
                {confirmed ? text.composer.sendAnyway : text.composer.send}
              </Button>
            </>
          )}
        </div>
      </div>
    </div>
  );
}

function EmojiButton({ disabled, onPick }: { disabled: boolean; onPick: (symbol: string) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <IconButton label={text.composer.emoji} shortcut=":" disabled={disabled}>
          <SmilePlus className="size-4" />
        </IconButton>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          side="top"
          sideOffset={4}
          className="rise z-40 grid grid-cols-8 rounded-lg border border-line bg-raised p-1 shadow-float"
        >
          {emojiMatching('').map((one) => (
            <button
              type="button"
              key={one.name}
              aria-label={one.name}
              title={`:${one.name}`}
              className="size-9 rounded-md text-lg hover:bg-hover"
              onClick={() => {
                setOpen(false);
                onPick(one.symbol);
              }}
            >
              {one.symbol}
            </button>
          ))}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
