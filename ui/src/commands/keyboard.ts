import { useEffect, useRef } from 'react';
import { text } from '../text';

export interface Command {
  /** One key, or two in a row such as "g i". */
  keys: string;
  label: string;
  run: () => void;
}

const pairWithin = 1_000;

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}

/** Runs a command when its keys are pressed anywhere but in a field; with a modifier only where the command names it. */
export function useKeyboard(commands: readonly Command[]): void {
  const latest = useRef(commands);
  latest.current = commands;
  useEffect(() => {
    let first = '';
    let firstAt = 0;
    const press = (event: KeyboardEvent) => {
      if (
        event.defaultPrevented ||
        event.isComposing ||
        isTyping(event.target) ||
        document.querySelector('dialog[open]')
      )
        return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const key = event.key;
      const pair = first !== '' && event.timeStamp - firstAt < pairWithin ? `${first} ${key}` : '';
      const command =
        latest.current.find((one) => one.keys === pair) ??
        latest.current.find((one) => one.keys.split(',').includes(key));
      first = key;
      firstAt = event.timeStamp;
      if (
        !command ||
        (key === 'Enter' &&
          event.target instanceof HTMLElement &&
          ['A', 'BUTTON'].includes(event.target.tagName))
      )
        return;
      event.preventDefault();
      first = '';
      command.run();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

/** Opens the palette from everywhere, fields included. */
export function usePaletteKey(open: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        open();
      }
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [open]);
}

/** Keys that a place of their own handles; listed with the others. */
export const composerKeys: readonly { keys: string; label: string }[] = [
  { keys: 'Enter', label: text.keys.send },
  { keys: 'Ctrl+Shift+Enter', label: text.keys.sendAndDone },
  { keys: 'Ctrl+K', label: text.keys.palette },
];
