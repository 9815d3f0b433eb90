import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { Key } from './controls';

export interface MenuEntry {
  label: string;
  shortcut?: string;
  icon?: ReactNode;
  danger?: boolean;
  onSelect: () => void;
}

/** A menu; every entry shows the key that does the same. */
export function Menu({
  entries,
  children,
  align = 'end',
}: {
  entries: readonly MenuEntry[];
  children: ReactNode;
  align?: 'start' | 'end';
}) {
  return (
    // Not modal: that would inject styles, which the content security policy refuses.
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{children}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          className="rise z-40 min-w-48 rounded-lg border border-line bg-raised p-1 text-sm shadow-float"
        >
          {entries.map((entry) => (
            <DropdownMenu.Item
              key={entry.label}
              onSelect={entry.onSelect}
              className={`flex h-8 cursor-default items-center gap-2 rounded-md px-2 outline-none data-[highlighted]:bg-hover ${entry.danger ? 'text-danger' : ''}`}
            >
              {entry.icon}
              <span className="flex-1">{entry.label}</span>
              {entry.shortcut && <Key>{entry.shortcut}</Key>}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
