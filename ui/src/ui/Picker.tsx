import { Check } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';

export interface Choice {
  id: string;
  label: string;
  icon?: ReactNode;
  selected?: boolean;
}

/**
 * A button that opens a list to choose from by typing: one component for assignee, status and tags, so that one habit
 * serves them all.
 */
export function Picker({
  label,
  open,
  onOpenChange,
  choices,
  onChoose,
  onCreate,
  createLabel,
  keepOpen = false,
  children,
}: {
  label: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  choices: readonly Choice[];
  onChoose: (id: string) => void;
  onCreate?: (name: string) => void;
  createLabel?: (name: string) => string;
  keepOpen?: boolean;
  children: ReactNode;
}) {
  return (
    <Popover.Root open={open} onOpenChange={onOpenChange}>
      <Popover.Trigger asChild>{children}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={4}
          aria-label={label}
          className="rise z-40 w-64 rounded-lg border border-line bg-raised p-1 shadow-float"
          onKeyDown={(event) => {
            if (event.key !== 'Escape') event.stopPropagation();
          }}
        >
          <Choices
            label={label}
            choices={choices}
            {...(onCreate ? { onCreate } : {})}
            {...(createLabel ? { createLabel } : {})}
            onChoose={(id) => {
              onChoose(id);
              if (!keepOpen) onOpenChange(false);
            }}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Choices({
  label,
  choices,
  onChoose,
  onCreate,
  createLabel,
}: {
  label: string;
  choices: readonly Choice[];
  onChoose: (id: string) => void;
  onCreate?: (name: string) => void;
  createLabel?: (name: string) => string;
}) {
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const wanted = query.trim();
  const found = useMemo(
    () => choices.filter((choice) => choice.label.toLocaleLowerCase().includes(wanted.toLocaleLowerCase())),
    [choices, wanted],
  );
  const canCreate =
    onCreate !== undefined &&
    wanted !== '' &&
    !choices.some((choice) => choice.label.toLocaleLowerCase() === wanted.toLocaleLowerCase());
  const count = found.length + (canCreate ? 1 : 0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new query starts at its first answer.
  useEffect(() => setActive(0), [wanted]);
  useEffect(() => {
    list.current?.querySelector(`[data-index="${active}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const choose = (index: number) => {
    const choice = found[index];
    if (choice) onChoose(choice.id);
    else if (canCreate) onCreate?.(wanted);
    setQuery('');
  };

  return (
    <>
      <input
        // biome-ignore lint/a11y/noAutofocus: the list was opened to be typed into.
        autoFocus
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={count > 0 ? `${listId}-${active}` : undefined}
        aria-label={label}
        placeholder={label}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setActive((at) => Math.min(at + 1, count - 1));
          else if (event.key === 'ArrowUp') setActive((at) => Math.max(at - 1, 0));
          else if (event.key === 'Enter') choose(active);
          else return;
          event.preventDefault();
        }}
        className="h-8 w-full rounded-md bg-transparent px-2 text-sm outline-none placeholder:text-ink-3"
      />
      <div ref={list} id={listId} role="listbox" aria-label={label} className="max-h-64 overflow-y-auto">
        {found.map((choice, index) => (
          <div
            key={choice.id}
            id={`${listId}-${index}`}
            data-index={index}
            role="option"
            tabIndex={-1}
            aria-selected={choice.selected ?? false}
            onPointerMove={() => setActive(index)}
            onClick={() => choose(index)}
            onKeyDown={() => {}}
            className={`flex h-8 items-center gap-2 rounded-md px-2 text-sm ${index === active ? 'bg-hover' : ''}`}
          >
            {choice.icon}
            <span className="min-w-0 flex-1 truncate">{choice.label}</span>
            {choice.selected && <Check aria-hidden="true" className="size-4 text-accent" />}
          </div>
        ))}
        {canCreate && (
          <div
            id={`${listId}-${found.length}`}
            data-index={found.length}
            role="option"
            tabIndex={-1}
            aria-selected="false"
            onPointerMove={() => setActive(found.length)}
            onClick={() => choose(found.length)}
            onKeyDown={() => {}}
            className={`flex h-8 items-center rounded-md px-2 text-sm ${active === found.length ? 'bg-hover' : ''}`}
          >
            {createLabel?.(wanted)}
          </div>
        )}
      </div>
    </>
  );
}
