import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { threads } from '../api/v2';
import { viewNames, viewTitle } from '../inbox/views';
import { text } from '../text';
import { Avatar, pictureOf } from '../ui/Avatar';
import { Key } from '../ui/controls';
import { Dialog } from '../ui/Dialog';
import type { Command } from './keyboard';

interface Entry {
  id: string;
  group: string;
  label: string;
  shortcut?: string;
  image?: string | null;
  run: () => void;
}

const searchAfter = 150;

/** Everything by name: people, views, and whatever has a key. */
export function Palette({
  team,
  commands,
  onClose,
}: {
  team: string;
  commands: readonly Command[];
  onClose: () => void;
}) {
  const [query, setQuery] = useState('');
  const [asked, setAsked] = useState('');
  const [active, setActive] = useState(0);
  const navigate = useNavigate();
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const words = query.trim().toLocaleLowerCase();

  useEffect(() => {
    const timer = window.setTimeout(() => setAsked(query.trim()), searchAfter);
    return () => window.clearTimeout(timer);
  }, [query]);

  const people = useQuery({
    queryKey: ['palette', asked],
    queryFn: ({ signal }) => threads.list({ folder: 'all', q: asked }, null, 8, signal),
    enabled: asked.length > 1,
    gcTime: 0,
  });

  const entries = useMemo<Entry[]>(() => {
    const matches = (label: string) => label.toLocaleLowerCase().includes(words);
    const views = viewNames.map((view) => ({
      id: view,
      group: text.palette.views,
      label: viewTitle(view),
      run: () => void navigate({ to: '/$team/$view', params: { team, view }, search: {} }),
    }));
    const actions = commands.map((command) => ({
      id: command.keys,
      group: text.palette.actions,
      label: command.label,
      shortcut: command.keys.split(',')[0] ?? '',
      run: command.run,
    }));
    const found = (asked.length > 1 ? (people.data?.data ?? []) : []).map((thread) => ({
      id: thread.id,
      group: text.palette.people,
      label: thread.profile?.displayName || thread.profile?.username || thread.id,
      image: pictureOf(thread.profile),
      run: () =>
        void navigate({
          to: '/$team/$view/$threadId',
          params: { team, view: 'all', threadId: thread.id },
          search: {},
        }),
    }));
    return [...[...views, ...actions].filter((entry) => matches(entry.label)), ...found];
  }, [words, asked, people.data, commands, navigate, team]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new query starts at its first answer.
  useEffect(() => setActive(0), [words]);
  useEffect(() => {
    list.current?.querySelector(`[data-index="${active}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const run = (index: number) => {
    const entry = entries[index];
    if (!entry) return;
    onClose();
    entry.run();
  };

  return (
    <Dialog label={text.palette.label} onClose={onClose} className="mt-[12vh] w-[min(36rem,94vw)]">
      <input
        autoFocus
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={entries.length > 0 ? `${listId}-${active}` : undefined}
        aria-label={text.palette.label}
        placeholder={text.palette.placeholder}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setActive((at) => Math.min(at + 1, entries.length - 1));
          else if (event.key === 'ArrowUp') setActive((at) => Math.max(at - 1, 0));
          else if (event.key === 'Enter') run(active);
          else return;
          event.preventDefault();
        }}
        className="h-12 w-full border-b border-line bg-transparent px-4 text-base outline-none placeholder:text-ink-3"
      />
      <div
        ref={list}
        id={listId}
        role="listbox"
        aria-label={text.palette.label}
        className="max-h-[50vh] overflow-y-auto p-1"
      >
        {entries.length === 0 && (
          <p className="px-3 py-6 text-center text-sm text-ink-3">{text.palette.nothing}</p>
        )}
        {entries.map((entry, index) => (
          <div
            key={`${entry.group}${entry.id}`}
            id={`${listId}-${index}`}
            data-index={index}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            onPointerMove={() => setActive(index)}
            onClick={() => run(index)}
            onKeyDown={() => {}}
            className={`flex h-9 items-center gap-2 rounded-md px-3 text-sm ${index === active ? 'bg-hover' : ''}`}
          >
            {entry.image !== undefined && <Avatar name={entry.label} image={entry.image} size={20} />}
            <span className="min-w-0 flex-1 truncate">{entry.label}</span>
            <span className="text-xs text-ink-3">{entry.group}</span>
            {entry.shortcut && <Key>{entry.shortcut}</Key>}
          </div>
        ))}
      </div>
    </Dialog>
  );
}
