import { type ReactNode, useState } from 'react';
import { text } from '../text';

const narrowest = 280;
const widest = 560;
const usual = 360;

function stored(): number {
  const width = Number(localStorage.getItem('listWidth'));
  return width >= narrowest && width <= widest ? width : usual;
}

/** The list's width, which people set by its edge, with the pointer or the arrow keys. */
export function useListWidth(): { width: number; handle: ReactNode } {
  const [width, setWidth] = useState(stored);
  const change = (next: number) => {
    const bounded = Math.round(Math.max(narrowest, Math.min(widest, next)));
    setWidth(bounded);
    localStorage.setItem('listWidth', String(bounded));
  };
  const handle = (
    // biome-ignore lint/a11y/useSemanticElements: a separator that is moved is a widget, which hr is not.
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={text.list.label}
      aria-valuenow={width}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      onKeyDown={(event) => {
        if (event.key === 'ArrowLeft') change(width - 16);
        if (event.key === 'ArrowRight') change(width + 16);
      }}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) change(width + event.movementX);
      }}
      className="absolute inset-y-0 -right-1 z-10 hidden w-2 cursor-col-resize touch-none sm:block"
    />
  );
  return { width, handle };
}
