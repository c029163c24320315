import type { ComponentChildren } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';

interface Props {
  /** What the button says. */
  label: ComponentChildren;
  /** What it is, where the label alone does not say so. */
  title?: string;
  end?: boolean;
  buttonClass?: string;
  children: (close: () => void) => ComponentChildren;
}

/**
 * A button that unfolds a sheet; Escape, a click elsewhere or a choice folds it. The field in it that is marked `data-first`
 * has the focus then.
 */
export function Menu({ label, title, end = false, buttonClass = 'button', children }: Props) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  // Before the next key: what is typed at once belongs there.
  useLayoutEffect(() => {
    if (open) box.current?.querySelector<HTMLElement>('.menu-sheet [data-first]')?.focus();
  }, [open]);
  useEffect(() => {
    if (!open) return;
    const outside = (event: Event) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false);
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      close();
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('focusin', outside);
    box.current?.addEventListener('keydown', key);
    const element = box.current;
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('focusin', outside);
      element?.removeEventListener('keydown', key);
    };
  }, [open]);
  return (
    <div class="menu" ref={box}>
      <button
        ref={button}
        type="button"
        class={buttonClass}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        {...(title === undefined ? {} : { 'aria-label': title, title })}
        onClick={() => setOpen(!open)}
      >
        {label}
      </button>
      {open && (
        <div id={id} class={`menu-sheet${end ? ' end' : ''}`}>
          {children(close)}
        </div>
      )}
    </div>
  );
}
