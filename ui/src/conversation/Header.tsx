import {
  ArrowLeft,
  Check,
  CircleUser,
  Flag,
  MoreHorizontal,
  PanelRight,
  RotateCcw,
  Tag as TagIcon,
} from 'lucide-react';
import type { AccountLink, Thread } from '../api/types';
import { useMe } from '../app/me';
import { memberName, useMembers, useStatuses, useTags } from '../app/queries';
import {
  assign,
  createAndSetTag,
  deleteThread,
  markUnread,
  setDone,
  setStatus,
  setTag,
} from '../inbox/actions';
import { hide } from '../inbox/hidden';
import { text } from '../text';
import { Avatar } from '../ui/Avatar';
import { Button, Dot, IconButton } from '../ui/controls';
import { Menu } from '../ui/Menu';
import { Picker } from '../ui/Picker';

export type PickerName = 'assign' | 'status' | 'tag';

/** Which of the pickers is open; keys open them, too. */
export interface Pickers {
  open: PickerName | null;
  setOpen: (name: PickerName | null) => void;
}

interface Props {
  thread: Thread;
  account: AccountLink | undefined;
  pickers: Pickers;
  onBack: () => void;
  onDeleted: () => void;
  onTogglePerson: () => void;
}

export function Header({ thread, account, pickers, onBack, onDeleted, onTogglePerson }: Props) {
  const profile = thread.profile;
  const name = profile?.displayName || profile?.username || '';
  return (
    <header className="flex h-12 shrink-0 items-center gap-1 border-b border-line px-3">
      <IconButton label={text.conversation.back} className="sm:hidden" onClick={onBack}>
        <ArrowLeft className="size-4" />
      </IconButton>
      <div className="min-w-0 flex-1">
        <h2 className="truncate leading-5 font-semibold">
          <bdi>{name}</bdi>
        </h2>
        <p className="truncate text-xs leading-4 text-ink-3">
          {profile?.profileUrl ? (
            <a
              href={profile.profileUrl}
              target="_blank"
              rel="noopener noreferrer"
              className="hover:underline"
              title={text.header.openOnPlatform}
            >
              {profile.handle}
            </a>
          ) : (
            profile?.handle
          )}
          {account?.username && ` · ${text.list.over(account.username)}`}
        </p>
      </div>
      <AssigneePicker
        thread={thread}
        open={pickers.open === 'assign'}
        onOpenChange={(open) => pickers.setOpen(open ? 'assign' : null)}
      />
      <StatusPicker
        thread={thread}
        open={pickers.open === 'status'}
        onOpenChange={(open) => pickers.setOpen(open ? 'status' : null)}
      />
      <TagPicker
        thread={thread}
        open={pickers.open === 'tag'}
        onOpenChange={(open) => pickers.setOpen(open ? 'tag' : null)}
      />
      <Button
        title={`${thread.archived ? text.header.reopen : text.header.done} (e)`}
        onClick={() => void setDone(thread, !thread.archived)}
      >
        {thread.archived ? (
          <RotateCcw aria-hidden="true" className="size-4" />
        ) : (
          <Check aria-hidden="true" className="size-4" />
        )}
        <span className="max-sm:sr-only">{thread.archived ? text.header.reopen : text.header.done}</span>
      </Button>
      <IconButton label={text.header.person} shortcut="i" onClick={onTogglePerson}>
        <PanelRight className="size-4" />
      </IconButton>
      <Menu
        entries={[
          { label: text.header.markUnread, shortcut: 'u', onSelect: () => void markUnread(thread) },
          {
            label: text.header.delete,
            danger: true,
            onSelect: () => {
              deleteThread(thread, hide);
              onDeleted();
            },
          },
        ]}
      >
        <IconButton label={text.conversation.more}>
          <MoreHorizontal className="size-4" />
        </IconButton>
      </Menu>
    </header>
  );
}

interface PickerProps {
  thread: Thread;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

function AssigneePicker({ thread, open, onOpenChange }: PickerProps) {
  const members = useMembers();
  const { membership } = useMe();
  const assignee = members.find((one) => one.id === thread.assigneeId);
  const ordered = [...members].sort(
    (a, b) => Number(b.id === membership.memberId) - Number(a.id === membership.memberId),
  );
  return (
    <Picker
      label={text.header.assign}
      open={open}
      onOpenChange={onOpenChange}
      choices={[
        ...ordered.map((one) => ({
          id: one.id,
          label: one.id === membership.memberId ? `${text.header.me} (${memberName(one)})` : memberName(one),
          icon: <Avatar name={memberName(one)} image={one.imageUrl} size={20} />,
          selected: one.id === thread.assigneeId,
        })),
        {
          id: '',
          label: text.header.unassigned,
          icon: <CircleUser aria-hidden="true" className="size-5" />,
          selected: !assignee,
        },
      ]}
      onChoose={(id) => void assign(thread, members.find((one) => one.id === id) ?? null)}
    >
      <IconButton
        label={assignee ? text.list.assignedTo(memberName(assignee)) : text.header.assign}
        shortcut="a"
      >
        {assignee ? (
          <Avatar name={memberName(assignee)} image={assignee.imageUrl} size={22} />
        ) : (
          <CircleUser className="size-4" />
        )}
      </IconButton>
    </Picker>
  );
}

function StatusPicker({ thread, open, onOpenChange }: PickerProps) {
  const statuses = useStatuses();
  const status = statuses.find((one) => one.id === thread.contact?.statusId);
  return (
    <Picker
      label={text.header.status}
      open={open}
      onOpenChange={onOpenChange}
      choices={[
        ...statuses.map((one) => ({
          id: one.id,
          label: one.name,
          icon: <Dot color={one.color} />,
          selected: one.id === status?.id,
        })),
        { id: '', label: text.header.noStatus, icon: <Dot color={null} />, selected: !status },
      ]}
      onChoose={(id) => void setStatus(thread, statuses.find((one) => one.id === id) ?? null)}
    >
      <button
        type="button"
        title={`${text.header.status} (s)`}
        aria-label={`${text.header.status}: ${status?.name ?? text.header.noStatus}`}
        className="inline-flex h-8 max-w-36 items-center gap-1.5 rounded-md px-2 text-sm text-ink-2 hover:bg-hover"
      >
        {status ? <Dot color={status.color} /> : <Flag aria-hidden="true" className="size-4" />}
        {status && <span className="truncate max-lg:hidden">{status.name}</span>}
      </button>
    </Picker>
  );
}

function TagPicker({ thread, open, onOpenChange }: PickerProps) {
  return (
    <TagChoices thread={thread} open={open} onOpenChange={onOpenChange}>
      <IconButton label={text.header.tag} shortcut="l">
        <TagIcon className="size-4" />
      </IconButton>
    </TagChoices>
  );
}

export function TagChoices({
  thread,
  open,
  onOpenChange,
  children,
}: PickerProps & { children: React.ReactNode }) {
  const tags = useTags();
  const chosen = thread.contact?.tagIds ?? [];
  return (
    <Picker
      label={text.header.tag}
      open={open}
      onOpenChange={onOpenChange}
      keepOpen
      choices={tags.map((one) => ({
        id: one.id,
        label: one.name,
        icon: <Dot color={one.color} />,
        selected: chosen.includes(one.id),
      }))}
      onChoose={(id) => {
        const tag = tags.find((one) => one.id === id);
        if (tag) void setTag(thread, tag, !chosen.includes(id));
      }}
      onCreate={(name) => void createAndSetTag(thread, name)}
      createLabel={text.person.createTag}
    >
      {children}
    </Picker>
  );
}
