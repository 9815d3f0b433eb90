import { useState } from 'react';
import * as manage from '../api/manage';
import type { AccountLink, Thread } from '../api/types';
import { threads } from '../api/v2';
import { useMe } from '../app/me';
import { place } from '../live/sync';
import { explain, text } from '../text';
import { Button } from '../ui/controls';
import { toasts } from '../ui/toasts';

/** One line when something limits the conversation. */
export function LimitLine({ thread, account }: { thread: Thread; account: AccountLink | undefined }) {
  const { membership } = useMe();
  if (!account) return null;
  const name = account.username ?? account.platformId;
  if (account.status === 'offline') {
    return (
      <p role="status" className="flex items-center gap-3 bg-danger-soft px-4 py-1.5 text-sm text-danger">
        <span className="flex-1">{text.limits.offline(name)}</span>
        <a
          href={`/link/x/start?team=${membership.slug}`}
          className="font-semibold underline underline-offset-2"
        >
          {text.limits.relink}
        </a>
      </p>
    );
  }
  if (account.status === 'paused') {
    return (
      <p role="status" className="bg-warning-soft px-4 py-1.5 text-sm text-warning">
        {text.limits.paused(name)}
      </p>
    );
  }
  if (thread.restrictions.includes('message:send')) {
    return (
      <p role="status" className="bg-warning-soft px-4 py-1.5 text-sm text-warning">
        {text.limits.restricted}
      </p>
    );
  }
  return null;
}

/** A person who has not written before: take them in, or keep them out. */
export function RequestLine({ thread }: { thread: Thread }) {
  const [busy, setBusy] = useState(false);
  const act = async (what: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await what();
      place(await threads.get(thread.id));
    } catch (error) {
      toasts.say(explain(error), null, true);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line bg-hover px-4 py-1.5 text-sm">
      <span className="flex-1">{text.request.line}</span>
      <Button disabled={busy} onClick={() => void act(() => manage.acceptRequest(thread.id))}>
        {text.request.accept}
      </Button>
    </div>
  );
}
