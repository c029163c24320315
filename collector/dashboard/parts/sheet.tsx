import type { ComponentChildren } from 'preact';

/** Opens a dialog over the page as soon as it is there: a ref for `<dialog>`. */
export const showModal = (dialog: HTMLDialogElement | null): void => {
  if (dialog !== null && !dialog.open) dialog.showModal();
};

/** Something to read over the page, with a button that closes it. */
export function Sheet({ name, onClose, children }: { name: string; onClose(): void; children: ComponentChildren }) {
  return (
    <dialog class="sheet" aria-label={name} ref={showModal} onClose={onClose}>
      {children}
      <form method="dialog">
        <button type="submit" class="button">
          Close
        </button>
      </form>
    </dialog>
  );
}
