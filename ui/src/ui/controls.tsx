import type { ButtonHTMLAttributes, ReactNode } from 'react';

type Props = ButtonHTMLAttributes<HTMLButtonElement> & { tone?: 'plain' | 'quiet' | 'primary' | 'danger' };

const tones = {
  plain: 'border border-line-strong bg-raised text-ink hover:bg-hover',
  quiet: 'text-ink-2 hover:bg-hover hover:text-ink',
  primary: 'bg-accent text-on-accent hover:bg-accent-hover',
  danger: 'border border-line-strong bg-raised text-danger hover:bg-danger-soft',
};

export function Button({ tone = 'plain', className = '', ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      className={`inline-flex h-8 items-center justify-center gap-1.5 rounded-md px-2.5 text-sm font-medium whitespace-nowrap disabled:opacity-50 ${tones[tone]} ${className}`}
    />
  );
}

/** A button that is only an icon: its label is its name for everyone, its key is shown on hover. */
export function IconButton({
  label,
  shortcut,
  children,
  className = '',
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { label: string; shortcut?: string; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={shortcut ? `${label} (${shortcut})` : label}
      {...rest}
      className={`inline-flex size-8 shrink-0 items-center justify-center rounded-md text-ink-2 hover:bg-hover hover:text-ink disabled:opacity-50 ${className}`}
    >
      {children}
    </button>
  );
}

export function Key({ children }: { children: ReactNode }) {
  return (
    <kbd className="rounded border border-line bg-hover px-1 font-sans text-2xs leading-4 text-ink-3">
      {children}
    </kbd>
  );
}

/** The colour of a status or tag; none is grey. */
export function Dot({ color }: { color: string | null | undefined }) {
  return (
    <svg aria-hidden="true" className="size-2 shrink-0" viewBox="0 0 8 8">
      <circle cx="4" cy="4" r="4" fill={color ?? 'var(--line-strong)'} />
    </svg>
  );
}
