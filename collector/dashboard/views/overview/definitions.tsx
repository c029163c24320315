import { useState } from 'preact/hooks';
import { METRIC_WORDS } from '../../format/metric.ts';
import { Sheet } from '../../parts/sheet.tsx';
import { HEADLINES } from './headlines.tsx';

/** What the headlines mean, also for those who can't hover. */
export function Definitions({ money }: { money: boolean }) {
  const [open, setOpen] = useState(false);
  const shown = HEADLINES.filter((metric) => money || METRIC_WORDS[metric].kind !== 'money');
  return (
    <>
      <button type="button" class="link-quiet" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Definitions
      </button>
      {open && (
        <Sheet name="Definitions" onClose={() => setOpen(false)}>
          <h2>What the numbers mean</h2>
          <dl class="definitions">
            {shown.map((metric) => (
              <div key={metric}>
                <dt>{METRIC_WORDS[metric].name}</dt>
                <dd class="soft">{METRIC_WORDS[metric].meaning}</dd>
              </div>
            ))}
          </dl>
        </Sheet>
      )}
    </>
  );
}
