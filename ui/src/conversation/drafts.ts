import { currentTeam } from '../api/http';
import * as manage from '../api/manage';
import { changeMark } from '../inbox/marks';

export interface LocalDraft {
  content: string;
  replyToMessageId: string | null;
  /** When it was typed here; the server's copy wins when it is younger. */
  updatedAt: string;
  /** Whether the server has it. */
  saved: boolean;
}

const saveAfter = 600;
const timers = new Map<string, number>();

function keyOf(threadId: string): string {
  return `draft:${currentTeam()}:${threadId}`;
}

function read(threadId: string): LocalDraft | null {
  try {
    return JSON.parse(localStorage.getItem(keyOf(threadId)) ?? 'null') as LocalDraft | null;
  } catch {
    return null;
  }
}

function write(threadId: string, draft: LocalDraft | null): void {
  try {
    if (draft) localStorage.setItem(keyOf(threadId), JSON.stringify(draft));
    else localStorage.removeItem(keyOf(threadId));
  } catch {
    // The server's copy is enough.
  }
}

/** What was typed here last, at once; a reload or a crash loses nothing. */
export function localDraft(threadId: string): LocalDraft | null {
  return read(threadId);
}

/** The draft as it stands: the server's, unless what was typed here is younger or has not reached it. */
export async function loadDraft(
  threadId: string,
): Promise<{ content: string; replyToMessageId: string | null } | null> {
  const local = read(threadId);
  const stored = await manage.draft(threadId);
  if (local && !local.saved) {
    void save(threadId);
    return local;
  }
  if (!stored) {
    write(threadId, null);
    return null;
  }
  return stored;
}

/** Keeps what is being typed: here at once, on the server when typing pauses. */
export function keepDraft(threadId: string, content: string, replyToMessageId: string | null): void {
  write(threadId, { content, replyToMessageId, updatedAt: new Date().toISOString(), saved: false });
  changeMark(threadId, { hasDraft: content !== '' });
  window.clearTimeout(timers.get(threadId));
  timers.set(
    threadId,
    window.setTimeout(() => void save(threadId), saveAfter),
  );
}

async function save(threadId: string): Promise<void> {
  window.clearTimeout(timers.get(threadId));
  timers.delete(threadId);
  const draft = read(threadId);
  if (!draft || draft.saved) return;
  try {
    await manage.saveDraft(threadId, draft.content, draft.replyToMessageId);
    const now = read(threadId);
    // Typed on meanwhile: that has a timer of its own.
    if (now?.updatedAt !== draft.updatedAt) return;
    write(threadId, draft.content === '' ? null : { ...draft, saved: true });
  } catch {
    // Kept here; the next pause in typing tries again.
  }
}

/** The message is out. */
export function dropDraft(threadId: string): void {
  keepDraft(threadId, '', null);
  void save(threadId);
}
