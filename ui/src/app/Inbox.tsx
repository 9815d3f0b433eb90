import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Thread } from '../api/types';
import { threads } from '../api/v2';
import { type Command, useKeyboard, usePaletteKey } from '../commands/keyboard';
import { Palette } from '../commands/Palette';
import { ShortcutHelp } from '../commands/ShortcutHelp';
import { Conversation, Notice, prefetchConversation } from '../conversation/Conversation';
import type { PickerName } from '../conversation/Header';
import { markUnread, setDone } from '../inbox/actions';
import { Rail } from '../inbox/Rail';
import { ThreadList } from '../inbox/ThreadList';
import { useThreads } from '../inbox/useThreads';
import { filterOf, isViewName, type Narrowing, type ViewName } from '../inbox/views';
import { PersonPanel } from '../person/PersonPanel';
import { FirstRun } from '../session/FirstRun';
import { text } from '../text';
import { toasts } from '../ui/toasts';
import { useMe } from './me';
import { keys, queryClient, useAccountLinks, useCounts } from './queries';
import { useListWidth } from './useListWidth';

export function Inbox() {
  const params = useParams({ strict: false });
  const narrowing: Narrowing = useSearch({ strict: false });
  const { membership } = useMe();
  const view: ViewName = params.view && isViewName(params.view) ? params.view : 'inbox';
  const threadId = params.threadId;
  const team = membership.slug;
  const navigate = useNavigate();

  // biome-ignore lint/correctness/useExhaustiveDependencies: the filter is what these say, and stays the same object with them.
  const filter = useMemo(
    () => filterOf(view, narrowing, membership.memberId),
    [view, narrowing.account, narrowing.tag, narrowing.status, narrowing.q, membership.memberId],
  );
  const list = useThreads(filter);
  const opened = useQuery({
    queryKey: keys.thread(threadId ?? ''),
    queryFn: () => threads.get(threadId ?? ''),
    enabled: threadId !== undefined,
  });
  const accounts = useAccountLinks();
  const [focusedId, setFocused] = useState<string | undefined>(threadId);
  const [picker, setPicker] = useState<PickerName | null>(null);
  const [showsPerson, setShowsPerson] = useState(
    () => window.innerWidth >= 1280 && localStorage.getItem('person') !== 'closed',
  );
  const [showsRail, setShowsRail] = useState(false);
  const [showsHelp, setShowsHelp] = useState(false);
  const [showsPalette, setShowsPalette] = useState(false);
  const searchBox = useRef<HTMLInputElement>(null);
  const composer = useRef<HTMLTextAreaElement>(null);
  const { width, handle } = useListWidth();
  useTitle(view);

  useEffect(() => {
    if (threadId) setFocused(threadId);
  }, [threadId]);

  const open = useCallback(
    (id: string) => {
      const known = list.threads.find((thread) => thread.id === id);
      if (known && !queryClient.getQueryData(keys.thread(id)))
        queryClient.setQueryData(keys.thread(id), known);
      void navigate({ to: '/$team/$view/$threadId', params: { team, view, threadId: id }, search: true });
    },
    [list.threads, navigate, team, view],
  );
  const back = useCallback(
    () => void navigate({ to: '/$team/$view', params: { team, view }, search: true }),
    [navigate, team, view],
  );
  const togglePerson = useCallback(
    () =>
      setShowsPerson((shown) => {
        localStorage.setItem('person', shown ? 'closed' : 'open');
        return !shown;
      }),
    [],
  );

  const focusedIndex = list.threads.findIndex((thread) => thread.id === (focusedId ?? threadId));
  const focus = (index: number) => {
    const thread = list.threads[Math.max(0, Math.min(index, list.threads.length - 1))];
    if (!thread) return;
    setFocused(thread.id);
    prefetchConversation(thread.id);
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-thread="${thread.id}"]`)?.focus({ preventScroll: true }),
    );
  };

  /** What a key is about: the open conversation, else the one the list stands on. */
  const subject: Thread | undefined = (threadId ? opened.data : undefined) ?? list.threads[focusedIndex];
  const withSubject = (act: (thread: Thread) => void) => () => {
    if (subject) act(subject);
  };
  const pick = (name: PickerName) =>
    withSubject((thread) => {
      if (thread.id !== threadId) open(thread.id);
      setPicker(name);
    });
  const go = (to: ViewName) => () =>
    void navigate({ to: '/$team/$view', params: { team, view: to }, search: {} });
  const done = withSubject((thread) => {
    const next = list.threads[focusedIndex + 1] ?? list.threads[focusedIndex - 1];
    void setDone(thread, !thread.archived);
    if (thread.id === threadId && next && !thread.archived) open(next.id);
    else if (next) setFocused(next.id);
  });

  const commands: Command[] = [
    { keys: 'j,ArrowDown', label: text.keys.next, run: () => focus(focusedIndex + 1) },
    { keys: 'k,ArrowUp', label: text.keys.previous, run: () => focus(focusedIndex - 1) },
    { keys: 'Enter,o', label: text.keys.open, run: withSubject((thread) => open(thread.id)) },
    { keys: 'e', label: text.keys.done, run: done },
    { keys: 'a', label: text.keys.assign, run: pick('assign') },
    { keys: 'l', label: text.keys.tag, run: pick('tag') },
    { keys: 's', label: text.keys.status, run: pick('status') },
    {
      keys: 'r',
      label: text.keys.reply,
      run: withSubject((thread) => {
        if (thread.id !== threadId) open(thread.id);
        requestAnimationFrame(() => composer.current?.focus());
      }),
    },
    { keys: 'u', label: text.keys.unread, run: withSubject((thread) => void markUnread(thread)) },
    { keys: 'i', label: text.keys.person, run: togglePerson },
    { keys: 'z', label: text.keys.undo, run: () => toasts.undo() },
    { keys: 'g i', label: text.keys.goInbox, run: go('inbox') },
    { keys: 'g r', label: text.keys.goRequests, run: go('requests') },
    { keys: 'g n', label: text.keys.goNoReply, run: go('noReply') },
    { keys: 'g a', label: text.keys.goArchived, run: go('archived') },
    { keys: '/', label: text.keys.search, run: () => searchBox.current?.focus() },
    { keys: '?', label: text.keys.help, run: () => setShowsHelp(true) },
    { keys: 'Escape', label: text.keys.close, run: () => (showsRail ? setShowsRail(false) : back()) },
  ];
  useKeyboard(commands);
  usePaletteKey(useCallback(() => setShowsPalette(true), []));

  const isFirstRun = accounts?.length === 0 && list.isSuccess && list.threads.length === 0;

  return (
    <div className="flex h-full min-w-0">
      <div
        className={`${showsRail ? 'fixed inset-y-0 left-0 z-30 w-64 shadow-float' : 'hidden'} border-r border-line lg:static lg:block lg:w-56 lg:shrink-0 lg:shadow-none`}
      >
        <Rail
          view={view}
          narrowing={narrowing}
          onPalette={() => setShowsPalette(true)}
          onHelp={() => setShowsHelp(true)}
          onNavigate={() => setShowsRail(false)}
        />
      </div>
      {showsRail && (
        <button
          type="button"
          aria-label={text.keys.close}
          className="fixed inset-0 z-20 bg-black/40 lg:hidden"
          onClick={() => setShowsRail(false)}
        />
      )}
      <main className="flex min-w-0 flex-1">
        {isFirstRun ? (
          <FirstRun />
        ) : (
          <>
            <div
              className={`${threadId ? 'hidden sm:block' : 'block w-full'} relative shrink-0 border-r border-line sm:w-(--list)`}
              style={{ '--list': `${width}px` } as React.CSSProperties}
            >
              <ThreadList
                team={team}
                view={view}
                narrowing={narrowing}
                filter={filter}
                list={list}
                selectedId={threadId}
                focusedId={focusedId}
                onFocus={setFocused}
                onOpenRail={() => setShowsRail(true)}
                searchBox={searchBox}
              />
              {handle}
            </div>
            <div className={`${threadId ? 'block' : 'hidden sm:block'} min-w-0 flex-1`}>
              {threadId ? (
                <Conversation
                  threadId={threadId}
                  pickers={{ open: picker, setOpen: setPicker }}
                  onBack={back}
                  onDeleted={back}
                  onTogglePerson={togglePerson}
                  composer={composer}
                />
              ) : (
                <Notice title={text.conversation.none} detail={text.conversation.noneHint} />
              )}
            </div>
            {threadId && opened.data && showsPerson && (
              <div className="fixed inset-y-0 right-0 z-20 w-80 max-w-full border-l border-line bg-canvas shadow-float xl:static xl:shrink-0 xl:shadow-none">
                <PersonPanel thread={opened.data} team={team} onClose={togglePerson} />
              </div>
            )}
          </>
        )}
      </main>
      {showsHelp && <ShortcutHelp commands={commands} onClose={() => setShowsHelp(false)} />}
      {showsPalette && <Palette team={team} commands={commands} onClose={() => setShowsPalette(false)} />}
    </div>
  );
}

function useTitle(view: ViewName): void {
  const counts = useCounts();
  const waiting = counts?.noReply;
  useEffect(() => {
    const prefix =
      waiting && waiting.value > 0 ? `(${waiting.more ? `${waiting.value - 1}+` : waiting.value}) ` : '';
    document.title = `${prefix}${text.views[view]} · ${text.app}`;
  }, [waiting, view]);
}
