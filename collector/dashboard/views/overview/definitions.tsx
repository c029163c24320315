import { useState } from 'preact/hooks';
import { METRIC_WORDS } from '../../format/metric.ts';
import { HEADLINES } from './headlines.tsx';

const show = (dialog: HTMLDialogElement | null): void => {
  if (dialog !== null && !dialog.open) dialog.showModal();
};

/** What the headlines mean, also for those who can't hover. */
export function Definitions({ money }: { money: boolean }) {
  const [open, setOpen] = useState(false);
  const told = HEADLINES.filter((metric) => money || METRIC_WORDS[metric].kind !== 'money');
  return (
    <>
      <button type="button" class="link-quiet" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Definitions
      </button>
      {open && (
        <dialog class="sheet" aria-label="Definitions" ref={show} onClose={() => setOpen(false)}>
          <h2>What the numbers mean</h2>
          <dl class="definitions">
            {told.map((metric) => (
              <div key={metric}>
                <dt>{METRIC_WORDS[metric].name}</dt>
                <dd class="soft">{METRIC_WORDS[metric].meaning}</dd>
              </div>
            ))}
          </dl>
          <form method="dialog">
            <button type="submit" class="button">
              Close
            </button>
          </form>
        </dialog>
      )}
    </>
  );
}
