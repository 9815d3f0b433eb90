import { Clock, TriangleAlert } from 'lucide-react';
import { text } from '../text';
import { type Outgoing, outbox } from './outbox';

/** A message that the server has not answered for yet, or that it refused before keeping it. */
export function OutgoingBubble({ outgoing }: { outgoing: Outgoing }) {
  const failed = outgoing.state === 'failed';
  return (
    <article className="flex flex-col items-end px-4 pt-0.5">
      <div className="max-w-[min(36rem,86%)] rounded-2xl bg-ours px-3 py-1.5 break-words whitespace-pre-wrap text-on-ours opacity-70">
        <bdi>{outgoing.content}</bdi>
      </div>
      <footer className="flex flex-wrap items-center gap-1.5 px-1 pt-0.5 text-2xs text-ink-3">
        {failed ? (
          <>
            <span className="flex items-center gap-1 text-danger">
              <TriangleAlert aria-hidden="true" className="size-3" />
              {text.state.failed}: {outgoing.reason}
            </span>
            <button
              type="button"
              className="font-semibold text-accent"
              onClick={() => outbox.again(outgoing.key)}
            >
              {text.state.tryAgain}
            </button>
            <button type="button" className="text-ink-2" onClick={() => outbox.discard(outgoing.key)}>
              {text.state.discard}
            </button>
          </>
        ) : (
          <span className="flex items-center gap-1">
            <Clock aria-hidden="true" className="size-3" />
            {outgoing.state === 'queued' ? text.state.queued : text.state.sending}
          </span>
        )}
      </footer>
    </article>
  );
}
