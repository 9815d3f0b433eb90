import { ChevronLeft, ChevronRight, FileText, Link as LinkIcon, LoaderCircle, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Attachment } from '../api/types';
import { text } from '../text';
import { IconButton } from '../ui/controls';
import { Dialog } from '../ui/Dialog';
import { safeHref } from './richText';

type Media = Exclude<Attachment, { kind: 'card' }>;

const kindName = (kind: Media['kind']) => text.conversation[kind];
const largest = 280;

export function Attachments({ attachments }: { attachments: readonly Attachment[] }) {
  const [open, setOpen] = useState<number | null>(null);
  const pictures = attachments.filter(
    (one): one is Media => one.kind !== 'card' && isPicture(one) && one.status === 'ready',
  );
  return (
    <div className="flex flex-col gap-1">
      {attachments.map((one) =>
        one.kind === 'card' ? (
          <Card key={one.index} card={one} />
        ) : (
          <MediaItem key={one.index} media={one} onOpen={() => setOpen(pictures.indexOf(one))} />
        ),
      )}
      {open !== null && pictures[open] && (
        <Viewer pictures={pictures} at={open} onMove={setOpen} onClose={() => setOpen(null)} />
      )}
    </div>
  );
}

function isPicture(media: Media): boolean {
  return media.kind === 'image' || media.kind === 'gif';
}

/** The place a picture will take, known before it has loaded, so that nothing moves when it does. */
function box(media: Media): { width: number; height: number } {
  const ratio = Number(media.aspectRatio ?? 4 / 3);
  const width = Math.min(largest, Number(media.width ?? largest));
  const height = Math.min(320, Math.round(width / ratio));
  return { width, height };
}

function MediaItem({ media, onOpen }: { media: Media; onOpen: () => void }) {
  const size = box(media);
  if (media.status !== 'ready' || !media.url) {
    const failed = media.status === 'failed';
    return (
      <div
        className="flex items-center justify-center gap-2 rounded-xl bg-hover px-3 text-sm text-ink-3"
        style={{ width: size.width, height: failed ? 56 : size.height }}
      >
        {!failed && <LoaderCircle aria-hidden="true" className="size-4 animate-spin" />}
        {failed ? `${kindName(media.kind)} ${text.conversation.mediaFailed}` : text.conversation.mediaPending}
      </div>
    );
  }
  if (isPicture(media)) {
    return (
      <button
        type="button"
        onClick={onOpen}
        aria-label={kindName(media.kind)}
        className="overflow-hidden rounded-xl"
      >
        <img
          alt={media.filename ?? kindName(media.kind)}
          src={media.url}
          width={size.width}
          height={size.height}
          loading="lazy"
          decoding="async"
          className="bg-hover object-cover"
          style={size}
        />
      </button>
    );
  }
  if (media.kind === 'video') {
    return (
      // biome-ignore lint/a11y/useMediaCaption: platforms deliver none.
      <video
        controls
        preload="metadata"
        src={media.url}
        poster={media.poster?.url}
        className="rounded-xl bg-hover"
        style={size}
      />
    );
  }
  if (media.kind === 'audio') {
    // biome-ignore lint/a11y/useMediaCaption: platforms deliver none.
    return <audio controls preload="metadata" src={media.url} />;
  }
  return (
    <a
      href={media.url}
      className="flex items-center gap-2 rounded-xl border border-line bg-canvas px-3 py-2 text-sm text-ink"
    >
      <FileText aria-hidden="true" className="size-4" />
      {media.filename ?? text.conversation.file}
    </a>
  );
}

function Card({ card }: { card: Extract<Attachment, { kind: 'card' }> }) {
  const href = safeHref(card.url);
  return (
    <a
      href={href ?? undefined}
      target="_blank"
      rel="noopener noreferrer"
      className="block max-w-72 overflow-hidden rounded-xl border border-line bg-canvas text-sm text-ink hover:bg-hover"
    >
      <span className="block p-3">
        <span className="block font-medium">{card.title ?? card.domain ?? card.url}</span>
        {card.description && <span className="mt-0.5 line-clamp-2 block text-ink-2">{card.description}</span>}
        <span className="mt-1 flex items-center gap-1 text-xs text-ink-3">
          <LinkIcon aria-hidden="true" className="size-3" />
          {card.domain ?? card.url}
        </span>
      </span>
    </a>
  );
}

function Viewer({
  pictures,
  at,
  onMove,
  onClose,
}: {
  pictures: readonly Media[];
  at: number;
  onMove: (at: number) => void;
  onClose: () => void;
}) {
  const picture = pictures[at];
  useEffect(() => {
    const move = (event: KeyboardEvent) => {
      if (event.key === 'ArrowLeft' && at > 0) onMove(at - 1);
      if (event.key === 'ArrowRight' && at < pictures.length - 1) onMove(at + 1);
    };
    window.addEventListener('keydown', move, true);
    return () => window.removeEventListener('keydown', move, true);
  }, [at, pictures.length, onMove]);
  return (
    <Dialog label={text.conversation.image} onClose={onClose} className="max-h-[92vh] max-w-[92vw]">
      <div className="flex items-center justify-between p-1">
        <span className="flex">
          <IconButton label="←" disabled={at === 0} onClick={() => onMove(at - 1)}>
            <ChevronLeft className="size-4" />
          </IconButton>
          <IconButton label="→" disabled={at === pictures.length - 1} onClick={() => onMove(at + 1)}>
            <ChevronRight className="size-4" />
          </IconButton>
        </span>
        <IconButton label={text.conversation.closeViewer} shortcut="Esc" onClick={onClose}>
          <X className="size-4" />
        </IconButton>
      </div>
      {picture?.url && (
        <img
          alt={picture.filename ?? text.conversation.image}
          src={picture.url}
          className="max-h-[82vh] max-w-full object-contain"
        />
      )}
    </Dialog>
  );
}
