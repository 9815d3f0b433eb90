import { Link } from '@tanstack/react-router';
import { FileText, Film, Image as ImageIcon, Mic } from 'lucide-react';
import { memo } from 'react';
import type { Member, Status, Tag, Thread } from '../api/types';
import { memberName } from '../app/queries';
import { text } from '../text';
import { exactTime, shortTime } from '../text/times';
import { Avatar, pictureOf } from '../ui/Avatar';
import { Dot } from '../ui/controls';
import { PlatformGlyph } from '../ui/PlatformGlyph';
import { useMark } from './marks';
import type { ViewName } from './views';

export const rowHeight = 76;

interface Props {
  thread: Thread;
  team: string;
  view: ViewName;
  selected: boolean;
  focused: boolean;
  now: number;
  accountName: string | undefined;
  status: Status | undefined;
  tags: readonly Tag[];
  assignee: Member | undefined;
  position: number;
  total: number;
}

export const ThreadRow = memo(function ThreadRow(props: Props) {
  const { thread, team, view, selected, focused, now, accountName, status, tags, assignee } = props;
  const mark = useMark(thread.id);
  const unread = thread.unread || (mark?.unreadCount ?? 0) > 0;
  const name = thread.profile?.displayName || thread.profile?.username || thread.profileId;
  const at = thread.activity?.at ?? thread.createdAt;
  return (
    <Link
      to="/$team/$view/$threadId"
      params={{ team, view, threadId: thread.id }}
      search={true}
      aria-current={selected ? 'page' : undefined}
      aria-posinset={props.position + 1}
      aria-setsize={props.total}
      data-thread={thread.id}
      tabIndex={focused ? 0 : -1}
      className={`flex h-[76px] gap-2.5 border-b border-line px-3 py-2 outline-offset-[-2px] hover:bg-hover ${selected ? 'bg-selected hover:bg-selected' : ''} ${focused && !selected ? 'shadow-[inset_2px_0_0_var(--accent)]' : ''}`}
    >
      <span className="relative mt-0.5 h-9 shrink-0">
        <Avatar name={name} image={pictureOf(thread.profile)} size={36} />
        <PlatformGlyph platform={thread.platform} />
      </span>
      <span className="flex min-w-0 flex-1 flex-col text-sm leading-5">
        <span className="flex items-baseline gap-2">
          <bdi className={`min-w-0 flex-1 truncate ${unread ? 'font-semibold text-ink' : 'text-ink'}`}>
            {name}
          </bdi>
          <time dateTime={at} title={exactTime(at)} className="shrink-0 text-xs text-ink-3">
            {shortTime(at, now)}
          </time>
        </span>
        <span className="flex items-center gap-2">
          <Preview thread={thread} hasDraft={mark?.hasDraft ?? false} unread={unread} />
          {unread && (
            <svg
              role="img"
              aria-label={text.list.unread(mark?.unreadCount || 1)}
              className="size-2 shrink-0"
              viewBox="0 0 8 8"
            >
              <circle cx="4" cy="4" r="4" fill="var(--accent)" />
            </svg>
          )}
        </span>
        <span className="flex h-5 items-center gap-1.5 overflow-hidden text-2xs text-ink-3">
          {status && (
            <span className="flex shrink-0 items-center gap-1">
              <Dot color={status.color} />
              {status.name}
            </span>
          )}
          {tags.slice(0, 2).map((tag) => (
            <span
              key={tag.id}
              className="flex min-w-0 items-center gap-1 rounded-full border border-line px-1.5 leading-4"
            >
              <Dot color={tag.color} />
              <span className="truncate">{tag.name}</span>
            </span>
          ))}
          {tags.length > 2 && <span>{text.list.moreTags(tags.length - 2)}</span>}
          <span className="flex-1" />
          {accountName && <span className="truncate">{text.list.over(accountName)}</span>}
          {assignee && (
            <span title={text.list.assignedTo(memberName(assignee))}>
              <Avatar name={memberName(assignee)} image={assignee.imageUrl} size={18} />
            </span>
          )}
        </span>
      </span>
    </Link>
  );
});

const mediaIcons: Record<string, typeof ImageIcon> = {
  image: ImageIcon,
  gif: ImageIcon,
  video: Film,
  audio: Mic,
  file: FileText,
};

/** What stands in place of a text for a message that is only media, as the server words it. */
const mediaPreview = /^\[?(image|photo|picture|gif|video|audio|file)\]?$/iu;

function Preview({ thread, hasDraft, unread }: { thread: Thread; hasDraft: boolean; unread: boolean }) {
  const preview = thread.activity?.preview ?? '';
  const kind = mediaPreview.exec(preview)?.[1]?.toLowerCase();
  const Icon = kind ? mediaIcons[kind === 'photo' || kind === 'picture' ? 'image' : kind] : undefined;
  return (
    <span className={`flex min-w-0 flex-1 items-center gap-1 ${unread ? 'text-ink' : 'text-ink-2'}`}>
      {hasDraft && <span className="shrink-0 font-medium text-danger">{text.list.draft}</span>}
      {Icon && <Icon aria-hidden="true" className="size-3.5 shrink-0" />}
      <bdi className="truncate">
        {thread.activity?.direction === 'outbound' && !/^you /iu.test(preview) && (
          <span className="text-ink-3">{text.list.you} </span>
        )}
        {preview || text.list.noMessages}
      </bdi>
    </span>
  );
}
