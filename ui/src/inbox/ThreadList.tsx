import { useNavigate } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Menu as MenuIcon, Search, X } from 'lucide-react';
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { ThreadFilter } from '../api/v2';
import { useAccountLinks, useCounts, useMembers, useStatuses, useTags } from '../app/queries';
import { explain, text } from '../text';
import { Button, IconButton } from '../ui/controls';
import { useNow } from '../ui/useNow';
import { pendingHeads, usePendingCount } from './pendingHeads';
import { rowHeight, ThreadRow } from './ThreadRow';
import type { useThreads } from './useThreads';
import { type Narrowing, type ViewName, viewTitle } from './views';

interface Props {
  team: string;
  view: ViewName;
  narrowing: Narrowing;
  filter: ThreadFilter;
  list: ReturnType<typeof useThreads>;
  selectedId: string | undefined;
  focusedId: string | undefined;
  onFocus: (id: string) => void;
  onOpenRail: () => void;
  searchBox: RefObject<HTMLInputElement | null>;
}

export function ThreadList(props: Props) {
  const { team, view, narrowing, filter, list, selectedId, focusedId, searchBox } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const now = useNow();
  const members = useMembers();
  const statuses = useStatuses();
  const tags = useTags();
  const accounts = useAccountLinks();
  const severalAccounts = (accounts?.length ?? 0) > 1;
  const count = list.threads.length;

  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => list.threads[index]?.id ?? index,
    overscan: 8,
  });
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;

  useEffect(() => {
    if (last >= count - 15 && list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
  }, [last, count, list.hasNextPage, list.isFetchingNextPage, list.fetchNextPage]);

  const focusedIndex = list.threads.findIndex((thread) => thread.id === focusedId);
  useEffect(() => {
    if (focusedIndex >= 0) virtualizer.scrollToIndex(focusedIndex, { align: 'auto' });
  }, [focusedIndex, virtualizer]);

  useStandStill(scroller, filter);

  const byId = useMemo(
    () => ({
      members: new Map(members.map((one) => [one.id, one])),
      statuses: new Map(statuses.map((one) => [one.id, one])),
      tags: new Map(tags.map((one) => [one.id, one])),
      accounts: new Map((accounts ?? []).map((one) => [one.id, one])),
    }),
    [members, statuses, tags, accounts],
  );

  return (
    <section aria-label={text.list.label} className="flex h-full min-w-0 flex-col">
      <header className="flex h-12 shrink-0 items-center gap-1 border-b border-line px-3">
        <IconButton label={text.rail.open} className="lg:hidden" onClick={props.onOpenRail}>
          <MenuIcon className="size-4" />
        </IconButton>
        <h1 className="min-w-0 flex-1 truncate text-base font-semibold">{viewTitle(view)}</h1>
      </header>
      <FilterBox key={view} team={team} view={view} narrowing={narrowing} box={searchBox} />
      <div className="relative min-h-0 flex-1">
        <NewOnes onShow={() => scroller.current?.scrollTo({ top: 0 })} />
        <div ref={scroller} className="h-full overflow-y-auto overscroll-contain [scrollbar-gutter:stable]">
          {list.isPending && <Skeleton />}
          {list.isError && (
            <div role="alert" className="p-6 text-center text-sm text-ink-2">
              <p>{text.list.failed}</p>
              <p className="mb-3 text-ink-3">{explain(list.error)}</p>
              <Button onClick={() => void list.refetch()}>{text.list.retry}</Button>
            </div>
          )}
          {list.isSuccess && count === 0 && <Empty view={view} narrowing={narrowing} />}
          <div
            role="feed"
            aria-busy={list.isFetching}
            aria-label={text.list.label}
            className="relative w-full"
            style={{ height: virtualizer.getTotalSize() }}
          >
            {items.map((item) => {
              const thread = list.threads[item.index];
              if (!thread) return null;
              return (
                // biome-ignore lint/a11y/noStaticElementInteractions: notices where the focus is; the row itself is the link.
                <div
                  key={item.key}
                  className="absolute inset-x-0 top-0"
                  style={{ transform: `translateY(${item.start}px)` }}
                  onFocus={() => props.onFocus(thread.id)}
                >
                  <ThreadRow
                    thread={thread}
                    team={team}
                    view={view}
                    selected={thread.id === selectedId}
                    focused={thread.id === focusedId || (focusedIndex < 0 && item.index === 0)}
                    now={now}
                    accountName={
                      severalAccounts
                        ? (byId.accounts.get(thread.accountLinkId)?.username ?? undefined)
                        : undefined
                    }
                    status={byId.statuses.get(thread.contact?.statusId ?? '')}
                    tags={(thread.contact?.tagIds ?? []).flatMap((id) => byId.tags.get(id) ?? [])}
                    assignee={byId.members.get(thread.assigneeId ?? '')}
                    position={item.index}
                    total={list.hasNextPage ? -1 : count}
                  />
                </div>
              );
            })}
          </div>
        </div>
      </div>
    </section>
  );
}

/** While the list is scrolled or pointed at, a new message changes rows where they are and moves none. */
function useStandStill(scroller: RefObject<HTMLDivElement | null>, filter: ThreadFilter): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list starts anew.
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let pointed = false;
    const judge = () => pendingHeads.standStill(pointed || element.scrollTop > rowHeight / 2);
    const enter = (event: PointerEvent) => {
      pointed = event.pointerType === 'mouse';
      judge();
    };
    const leave = () => {
      pointed = false;
      judge();
    };
    element.addEventListener('scroll', judge, { passive: true });
    element.addEventListener('pointerenter', enter);
    element.addEventListener('pointerleave', leave);
    return () => {
      element.removeEventListener('scroll', judge);
      element.removeEventListener('pointerenter', enter);
      element.removeEventListener('pointerleave', leave);
      pendingHeads.forget();
    };
  }, [scroller, filter]);
}

function NewOnes({ onShow }: { onShow: () => void }) {
  const count = usePendingCount();
  if (count === 0) return null;
  return (
    <div className="absolute inset-x-0 top-2 z-10 flex justify-center">
      <button
        type="button"
        className="rise rounded-full border border-line bg-raised px-3 py-1 text-xs font-medium text-accent shadow-float"
        onClick={() => {
          pendingHeads.show();
          onShow();
        }}
      >
        {text.list.newOnes(count)}
      </button>
    </div>
  );
}

function FilterBox({
  team,
  view,
  narrowing,
  box,
}: {
  team: string;
  view: ViewName;
  narrowing: Narrowing;
  box: RefObject<HTMLInputElement | null>;
}) {
  const navigate = useNavigate();
  const [value, setValue] = useState(narrowing.q ?? '');
  const timer = useRef(0);
  const apply = (q: string) => {
    setValue(q);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      const { q: _, ...others } = narrowing;
      const search = q.trim() === '' ? others : { ...others, q: q.trim() };
      void navigate({ to: '/$team/$view', params: { team, view }, search, replace: true });
    }, 200);
  };
  return (
    <div className="flex h-10 shrink-0 items-center gap-2 border-b border-line px-3">
      <Search aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
      <input
        ref={box}
        type="search"
        aria-label={text.list.filter}
        placeholder={text.list.filter}
        value={value}
        onChange={(event) => apply(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            apply('');
            event.currentTarget.blur();
          }
        }}
        className="h-full min-w-0 flex-1 bg-transparent text-sm outline-none placeholder:text-ink-3 [&::-webkit-search-cancel-button]:hidden"
      />
      {value && (
        <IconButton label={text.list.clear} className="size-6" onClick={() => apply('')}>
          <X className="size-3.5" />
        </IconButton>
      )}
    </div>
  );
}

function Empty({ view, narrowing }: { view: ViewName; narrowing: Narrowing }) {
  const counts = useCounts();
  const narrowed = Boolean(narrowing.q || narrowing.account || narrowing.tag || narrowing.status);
  const waiting = counts?.inbox.value ?? 0;
  return (
    <div className="px-6 py-16 text-center text-sm text-ink-2">
      <p className="text-base font-medium text-ink">
        {narrowed ? text.list.noResult : text.list.empty[view]}
      </p>
      {narrowed && narrowing.q && <p className="mt-1 text-ink-3">{text.list.noResultHint}</p>}
      {!narrowed && view === 'noReply' && waiting > 0 && (
        <p className="mt-1 text-ink-3">
          {text.list.emptyWaiting(counts?.inbox.more ? `${waiting}+` : String(waiting))}
        </p>
      )}
    </div>
  );
}

function Skeleton() {
  return (
    <div aria-hidden="true" className="after-150ms">
      {Array.from({ length: 8 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: eight times the same.
        <div key={index} className="flex h-[76px] gap-2.5 border-b border-line px-3 py-2">
          <span className="size-9 rounded-full bg-hover" />
          <span className="flex flex-1 flex-col gap-2 pt-1">
            <span className="h-3 w-1/3 rounded bg-hover" />
            <span className="h-3 w-3/4 rounded bg-hover" />
          </span>
        </div>
      ))}
    </div>
  );
}
