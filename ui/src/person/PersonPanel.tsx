import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import * as manage from '../api/manage';
import type { Thread } from '../api/types';
import { contacts, threads } from '../api/v2';
import {
  keys,
  memberName,
  queryClient,
  useAccountLinks,
  useMembers,
  useStatuses,
  useTags,
  useTeam,
} from '../app/queries';
import { TagChoices } from '../conversation/Header';
import { safeHref } from '../conversation/richText';
import { Words } from '../conversation/SystemLines';
import { setTag } from '../inbox/actions';
import { explain, text } from '../text';
import { ago, compactNumber, exactTime, money, shortTime } from '../text/times';
import { Avatar, pictureOf } from '../ui/Avatar';
import { Button, Dot, IconButton } from '../ui/controls';
import { toasts } from '../ui/toasts';
import { useNow } from '../ui/useNow';

interface Props {
  thread: Thread;
  team: string;
  onClose: () => void;
}

export function PersonPanel({ thread, team, onClose }: Props) {
  const profile = thread.profile;
  const now = useNow();
  const name = profile?.displayName || profile?.username || '';
  const website = profile?.websiteUrl ? safeHref(profile.websiteUrl) : null;
  return (
    <aside aria-label={text.person.label} className="flex h-full min-w-0 flex-col overflow-y-auto text-sm">
      <header className="flex h-12 shrink-0 items-center border-b border-line px-3">
        <h2 className="flex-1 font-semibold">{text.person.label}</h2>
        <IconButton label={text.person.close} shortcut="i" onClick={onClose}>
          <X className="size-4" />
        </IconButton>
      </header>
      <div className="flex flex-col gap-1 border-b border-line px-4 py-4">
        <Avatar name={name} image={pictureOf(profile)} size={56} />
        <p className="mt-2 text-base font-semibold">
          <bdi>{name}</bdi>
        </p>
        <p className="text-ink-3">
          {profile?.profileUrl ? (
            <a
              href={profile.profileUrl}
              target="_blank"
              rel="noopener noreferrer"
              className="hover:underline"
            >
              {profile.handle}
            </a>
          ) : (
            profile?.handle
          )}
        </p>
        {profile?.accountStatus === 'suspended' && <p className="text-danger">{text.person.suspended}</p>}
        {profile?.accountStatus === 'notFound' && <p className="text-danger">{text.person.notFound}</p>}
        {profile?.bio && (
          <p className="mt-1 whitespace-pre-wrap text-ink-2">
            <bdi>{profile.bio}</bdi>
          </p>
        )}
        <p className="mt-1 flex flex-wrap gap-x-3 text-ink-3">
          {profile?.location && <span>{profile.location}</span>}
          {profile?.followerCount != null && (
            <span>{text.person.followers(compactNumber(Number(profile.followerCount)))}</span>
          )}
          {website && (
            <a href={website} target="_blank" rel="noopener noreferrer" className="underline">
              {profile?.websiteDomain ?? website}
            </a>
          )}
        </p>
        {profile && (
          <p className="text-xs text-ink-3" title={exactTime(profile.updatedAt)}>
            {text.person.synced(ago(profile.updatedAt, now))}
          </p>
        )}
      </div>
      <ContactFields key={thread.contactId} thread={thread} />
      <Others thread={thread} team={team} />
      <Activity threadId={thread.id} />
    </aside>
  );
}

function Field({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-b border-line px-4 py-3">
      <h3 className="mb-1 text-2xs font-semibold tracking-wide text-ink-3 uppercase">{title}</h3>
      {children}
    </section>
  );
}

/** Shows a change of the contact on every thread of theirs that is on the screen, as the live stream would. */
async function changed(thread: Thread): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: keys.thread(thread.id) });
}

function ContactFields({ thread }: { thread: Thread }) {
  const contact = thread.contact;
  const team = useTeam();
  const tags = useTags();
  const statuses = useStatuses();
  const members = useMembers();
  const [tagging, setTagging] = useState(false);
  const status = statuses.find((one) => one.id === contact?.statusId);
  const assignee = members.find((one) => one.id === thread.assigneeId);
  if (!contact) return null;

  const save = async (change: Parameters<typeof contacts.update>[1]) => {
    try {
      await contacts.update(contact.id, change);
      await changed(thread);
    } catch (error) {
      toasts.say(explain(error), null, true);
    }
  };

  return (
    <>
      <Field title={text.person.status}>
        <span className="flex items-center gap-1.5">
          <Dot color={status?.color} />
          {status?.name ?? text.header.noStatus}
        </span>
      </Field>
      <Field title={text.person.tags}>
        <div className="flex flex-wrap items-center gap-1">
          {contact.tagIds.map((id) => {
            const tag = tags.find((one) => one.id === id);
            if (!tag) return null;
            return (
              <span
                key={id}
                className="flex max-w-full items-center gap-1 rounded-full border border-line py-0.5 pr-1 pl-2"
              >
                <Dot color={tag.color} />
                <span className="truncate">{tag.name}</span>
                <button
                  type="button"
                  aria-label={text.person.removeTag(tag.name)}
                  className="rounded-full px-1 text-ink-3 hover:text-ink"
                  onClick={() => void setTag(thread, tag, false)}
                >
                  ✕
                </button>
              </span>
            );
          })}
          <TagChoices thread={thread} open={tagging} onOpenChange={setTagging}>
            <Button tone="quiet" className="h-6 px-1.5 text-xs">
              + {text.person.addTag}
            </Button>
          </TagChoices>
        </div>
      </Field>
      <Field title={text.person.assignee}>
        {assignee ? (
          <span className="flex items-center gap-2">
            <Avatar name={memberName(assignee)} image={assignee.imageUrl} size={20} />
            {memberName(assignee)}
          </span>
        ) : (
          <span className="text-ink-3">{text.header.unassigned}</span>
        )}
      </Field>
      <Field title={text.person.valuation}>
        <Valuation
          value={contact.valuation === null ? null : Number(contact.valuation)}
          currency={team?.currency ?? 'USD'}
          onSave={(valuation) => save({ valuation })}
        />
      </Field>
      <Field title={text.person.notes}>
        <Notes value={contact.notes ?? ''} onSave={(notes) => save({ notes: notes === '' ? null : notes })} />
      </Field>
    </>
  );
}

function Valuation({
  value,
  currency,
  onSave,
}: {
  value: number | null;
  currency: string;
  onSave: (value: number | null) => Promise<void>;
}) {
  const [editing, setEditing] = useState<string | null>(null);
  if (editing === null) {
    return (
      <button
        type="button"
        className="tabular w-full rounded px-1 text-left hover:bg-hover"
        onClick={() => setEditing(value === null ? '' : String(value))}
      >
        {value === null ? <span className="text-ink-3">–</span> : money(value, currency)}
      </button>
    );
  }
  const number = editing.trim() === '' ? null : Number(editing.replace(',', '.'));
  const invalid = number !== null && !Number.isFinite(number);
  const done = () => {
    setEditing(null);
    if (!invalid && number !== value) void onSave(number);
  };
  return (
    <>
      <input
        // biome-ignore lint/a11y/noAutofocus: opened to be typed into.
        autoFocus
        inputMode="decimal"
        aria-label={`${text.person.valuation} (${currency})`}
        aria-invalid={invalid}
        value={editing}
        onChange={(event) => setEditing(event.target.value)}
        onBlur={done}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Enter') done();
          if (event.key === 'Escape') setEditing(null);
        }}
        className="w-full rounded border border-line-strong bg-canvas px-1"
      />
      {invalid && <p className="text-xs text-danger">{text.person.invalidValuation}</p>}
    </>
  );
}

function Notes({ value, onSave }: { value: string; onSave: (notes: string) => Promise<void> }) {
  const [notes, setNotes] = useState(value);
  const saved = useRef(value);
  useEffect(() => {
    // A colleague's change shows unless something is being written here.
    if (notes === saved.current) setNotes(value);
    saved.current = value;
  }, [value, notes]);
  return (
    <textarea
      rows={Math.min(10, Math.max(3, notes.split('\n').length + 1))}
      aria-label={text.person.notes}
      placeholder={text.person.notesPlaceholder}
      value={notes}
      onChange={(event) => setNotes(event.target.value)}
      onBlur={() => {
        if (notes !== saved.current) void onSave(notes);
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') event.currentTarget.blur();
      }}
      className="w-full resize-none rounded-md border border-line bg-canvas px-2 py-1 placeholder:text-ink-3"
    />
  );
}

function Others({ thread, team }: { thread: Thread; team: string }) {
  const { data } = useQuery({
    queryKey: keys.ofContact(thread.contactId),
    queryFn: () => threads.ofContact(thread.contactId),
  });
  const accounts = useAccountLinks() ?? [];
  const now = useNow();
  const others = data?.data.filter((one) => one.id !== thread.id) ?? [];
  if (others.length === 0) return null;
  return (
    <Field title={text.person.others}>
      <ul>
        {others.map((one) => (
          <li key={one.id}>
            <Link
              to="/$team/$view/$threadId"
              params={{ team, view: 'all', threadId: one.id }}
              className="block rounded px-1 py-1 hover:bg-hover"
            >
              <span className="flex gap-2">
                <span className="flex-1 truncate">
                  @{accounts.find((account) => account.id === one.accountLinkId)?.username}
                </span>
                <time className="text-xs text-ink-3">
                  {shortTime(one.activity?.at ?? one.createdAt, now)}
                </time>
              </span>
              <span className="block truncate text-ink-3">{one.activity?.preview}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Field>
  );
}

function Activity({ threadId }: { threadId: string }) {
  const { data } = useQuery({ queryKey: keys.activity(threadId), queryFn: () => manage.activity(threadId) });
  const now = useNow();
  return (
    <section className="px-4 py-3">
      <h3 className="mb-1 text-2xs font-semibold tracking-wide text-ink-3 uppercase">
        {text.person.activity}
      </h3>
      {data?.length === 0 && <p className="text-ink-3">{text.person.nothing}</p>}
      <ul>
        {data?.slice(0, 20).map((entry) => (
          <li key={entry.id} className="flex gap-2 py-0.5 text-ink-2">
            <span className="flex-1">
              <Words entry={entry} />
            </span>
            <span className="shrink-0 text-xs text-ink-3">{shortTime(entry.at, now)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
