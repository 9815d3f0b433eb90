import { useSyncExternalStore } from 'react';
import { text } from '../text';

interface Toast {
  id: number;
  message: string;
  undo: (() => void) | null;
  isError: boolean;
}

const shownFor = 8_000;

/** One toast at a time: what was done last, and how to take it back. */
class Toasts {
  private current: Toast | null = null;
  private timer = 0;
  private next = 1;
  private readonly watchers = new Set<() => void>();

  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  readonly shown = (): Toast | null => this.current;

  say(message: string, undo: (() => void) | null = null, isError = false): void {
    window.clearTimeout(this.timer);
    this.current = { id: this.next++, message, undo, isError };
    this.timer = window.setTimeout(() => this.dismiss(), shownFor);
    this.tell();
  }

  dismiss(): void {
    window.clearTimeout(this.timer);
    this.current = null;
    this.tell();
  }

  undo(): void {
    const undo = this.current?.undo;
    if (undo) {
      this.dismiss();
      undo();
    } else {
      this.say(text.undo.nothing);
    }
  }

  private tell(): void {
    for (const watcher of this.watchers) watcher();
  }
}

export const toasts = new Toasts();

export function ToastArea() {
  const toast = useSyncExternalStore(toasts.watch, toasts.shown);
  return (
    <div
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-4 z-50 flex justify-center px-4"
    >
      {toast && (
        <div
          key={toast.id}
          className="rise pointer-events-auto flex items-center gap-3 rounded-lg border border-line bg-raised px-4 py-2.5 text-sm shadow-float"
        >
          <span className={toast.isError ? 'text-danger' : ''}>{toast.message}</span>
          {toast.undo && (
            <button type="button" className="font-semibold text-accent" onClick={() => toasts.undo()}>
              {text.undo.undo} <span className="font-normal text-ink-3">z</span>
            </button>
          )}
          <button
            type="button"
            aria-label={text.undo.dismiss}
            className="text-ink-3"
            onClick={() => toasts.dismiss()}
          >
            ✕
          </button>
        </div>
      )}
    </div>
  );
}
