import type { DataQualityCounts } from '../../../contract/reports/data-quality.ts';
import { count, percent, short } from '../../format/number.ts';
import { OUTCOMES } from './outcomes.ts';

/** The whole period in a line: always accepted, refused and bots, the others where there are any. */
export function Totals({ totals, stale }: { totals: DataQualityCounts; stale: boolean }) {
  const all = Object.values(totals).reduce((sum, one) => sum + one, 0);
  const shown = OUTCOMES.filter(({ id }) => totals[id] > 0 || ['accepted', 'duplicate', 'bot', 'refused'].includes(id));
  return (
    <dl class={stale ? 'outcomes stale' : 'outcomes'}>
      {shown.map(({ id, name, meaning }) => (
        <div key={id} title={meaning}>
          <dt>
            <i class={`swatch ${id}`} />
            {name}
          </dt>
          <dd title={count(totals[id])}>{short(totals[id])}</dd>
          <dd class="soft small">{all === 0 ? '–' : percent((totals[id] / all) * 100)}</dd>
        </div>
      ))}
    </dl>
  );
}
