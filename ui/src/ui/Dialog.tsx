import { type ReactNode, useEffect, useRef } from 'react';

/** A modal window: the browser keeps the focus inside it and gives it back. */
export function Dialog({
  label,
  onClose,
  className = '',
  children,
}: {
  label: string;
  onClose: () => void;
  className?: string;
  children: ReactNode;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={ref}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === ref.current) onClose();
      }}
      onKeyDown={(event) => event.stopPropagation()}
      className={`rise m-auto rounded-xl border border-line bg-raised p-0 text-ink shadow-float ${className}`}
    >
      {children}
    </dialog>
  );
}
