import { Link } from '@tanstack/react-router';
import {
  Archive,
  AtSign,
  Check,
  CircleUser,
  Clock,
  Command,
  Inbox,
  Keyboard,
  Layers,
  LogOut,
  MailQuestion,
  Plus,
  SunMoon,
  UserX,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { Count } from '../api/manage';
import * as manage from '../api/manage';
import { useMe } from '../app/me';
import { useAccountLinks, useCounts, useStatuses, useTags } from '../app/queries';
import { nextTheme, themeName } from '../app/theme';
import { text } from '../text';
import { Dot } from '../ui/controls';
import { Menu } from '../ui/Menu';
import { countOf, type Narrowing, type ViewName, viewNames, viewTitle } from './views';

const icons: Record<ViewName, ReactNode> = {
  inbox: <Inbox aria-hidden="true" className="size-4" />,
  noReply: <Clock aria-hidden="true" className="size-4" />,
  requests: <MailQuestion aria-hidden="true" className="size-4" />,
  mine: <CircleUser aria-hidden="true" className="size-4" />,
  unassigned: <UserX aria-hidden="true" className="size-4" />,
  archived: <Archive aria-hidden="true" className="size-4" />,
  all: <Layers aria-hidden="true" className="size-4" />,
};

interface Props {
  view: ViewName;
  narrowing: Narrowing;
  onPalette: () => void;
  onHelp: () => void;
  onNavigate: () => void;
}

export function Rail({ view, narrowing, onPalette, onHelp, onNavigate }: Props) {
  const { session, membership } = useMe();
  const counts = useCounts();
  const accounts = useAccountLinks() ?? [];
  const tags = useTags();
  const statuses = useStatuses();
  const team = membership.slug;
  return (
    <nav
      aria-label={text.rail.label}
      className="flex h-full flex-col bg-rail text-sm"
      onClick={(event) => (event.target as Element).closest('a') && onNavigate()}
      onKeyDown={() => {}}
    >
      <div className="flex h-12 shrink-0 items-center px-2">
        <Menu
          align="start"
          entries={[
            ...session.teams
              .filter((one) => session.teams.length > 1 || one.slug !== team)
              .map((one) => ({
                label: one.name,
                icon: one.slug === team ? <Check className="size-4" /> : <span className="size-4" />,
                onSelect: () => window.location.assign(`/${one.slug}/inbox`),
              })),
            {
              label: `${text.rail.theme}: ${themeName()}`,
              icon: <SunMoon className="size-4" />,
              onSelect: nextTheme,
            },
            {
              label: text.rail.shortcuts,
              shortcut: '?',
              icon: <Keyboard className="size-4" />,
              onSelect: onHelp,
            },
            {
              label: text.rail.api,
              icon: <AtSign className="size-4" />,
              onSelect: () => window.open('/docs', '_blank', 'noopener'),
            },
            {
              label: text.rail.signOut,
              icon: <LogOut className="size-4" />,
              onSelect: () => void manage.signOut().finally(() => window.location.assign('/')),
            },
          ]}
        >
          <button
            type="button"
            className="flex h-8 w-full min-w-0 items-center gap-2 rounded-md px-2 font-semibold hover:bg-hover"
          >
            <img src="/icon.svg" alt="" className="size-5" />
            <span className="truncate">{membership.name}</span>
          </button>
        </Menu>
      </div>
      <button
        type="button"
        onClick={onPalette}
        className="mx-2 mb-2 flex h-8 items-center gap-2 rounded-md border border-line bg-canvas px-2 text-ink-3 hover:text-ink"
      >
        <Command aria-hidden="true" className="size-3.5" />
        <span className="flex-1 truncate text-left">{text.rail.search}</span>
        <span className="text-2xs">{/mac/iu.test(navigator.platform) ? '⌘K' : 'Ctrl K'}</span>
      </button>
      <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-4">
        <ul>
          {viewNames.map((name) => (
            <li key={name}>
              <Item
                team={team}
                view={name}
                search={{}}
                current={name === view && !isNarrowed(narrowing)}
                icon={icons[name]}
                count={countOf(counts, name)}
              >
                {viewTitle(name)}
              </Item>
            </li>
          ))}
        </ul>
        <Group title={text.rail.accounts}>
          {accounts.map((account) => (
            <li key={account.id}>
              <Item
                team={team}
                view={view}
                search={{ account: account.id }}
                current={narrowing.account === account.id}
                icon={<AtSign aria-hidden="true" className="size-4" />}
              >
                {account.username ?? account.displayName}
                {account.status !== 'active' && (
                  <span className="text-danger">
                    {' '}
                    · {account.status === 'offline' ? text.rail.offlineAccount : text.rail.pausedAccount}
                  </span>
                )}
              </Item>
            </li>
          ))}
          <li>
            <a
              href={`/link/x/start?team=${team}`}
              className="flex h-8 items-center gap-2 rounded-md px-2 text-ink-3 hover:bg-hover hover:text-ink"
            >
              <Plus aria-hidden="true" className="size-4" />
              {text.rail.linkAccount}
            </a>
          </li>
        </Group>
        {statuses.length > 0 && (
          <Group title={text.rail.statuses}>
            {statuses.map((status) => (
              <li key={status.id}>
                <Item
                  team={team}
                  view={view}
                  search={{ status: status.id }}
                  current={narrowing.status === status.id}
                  icon={<Bullet color={status.color} />}
                >
                  {status.name}
                </Item>
              </li>
            ))}
          </Group>
        )}
        {tags.length > 0 && (
          <Group title={text.rail.tags}>
            {tags.map((tag) => (
              <li key={tag.id}>
                <Item
                  team={team}
                  view={view}
                  search={{ tag: tag.id }}
                  current={narrowing.tag === tag.id}
                  icon={<Bullet color={tag.color} />}
                >
                  {tag.name}
                </Item>
              </li>
            ))}
          </Group>
        )}
      </div>
    </nav>
  );
}

function isNarrowed(narrowing: Narrowing): boolean {
  return Boolean(narrowing.account || narrowing.tag || narrowing.status);
}

function Bullet({ color }: { color: string | null }) {
  return (
    <span className="flex size-4 items-center justify-center">
      <Dot color={color} />
    </span>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <h2 className="mt-4 mb-1 px-2 text-2xs font-semibold tracking-wide text-ink-3 uppercase">{title}</h2>
      <ul>{children}</ul>
    </>
  );
}

function Item({
  team,
  view,
  search,
  current,
  icon,
  count,
  children,
}: {
  team: string;
  view: ViewName;
  search: Narrowing;
  current: boolean;
  icon: ReactNode;
  count?: Count | undefined;
  children: ReactNode;
}) {
  return (
    <Link
      to="/$team/$view"
      params={{ team, view }}
      search={search}
      aria-current={current ? 'page' : undefined}
      className={`flex h-8 items-center gap-2 rounded-md px-2 hover:bg-hover ${current ? 'bg-selected font-medium text-ink hover:bg-selected' : 'text-ink-2'}`}
    >
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {count && count.value > 0 && (
        <span className="tabular text-xs text-ink-3">{count.more ? `${count.value - 1}+` : count.value}</span>
      )}
    </Link>
  );
}
