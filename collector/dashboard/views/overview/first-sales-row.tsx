import type { Interval } from '../../../contract/vocabulary.ts';
import { tick } from '../../format/date.ts';
import { count } from '../../format/number.ts';
import { Wide } from '../../parts/wide.tsx';
import { useQuestion } from '../../state/use-question.ts';
import type { FirstSales } from './first-sales.ts';

interface Props {
  /** Null until they are known. */
  found: FirstSales | null;
  interval: Interval;
}

/** Below the chart, what its stars are: the sources, in the order of their first sales. */
export function FirstSalesRow({ found, interval }: Props) {
  const { filter } = useQuestion();
  const sales = (found?.sales ?? []).toSorted((a, b) => (a.date < b.date ? -1 : 1));
  return (
    <Wide title="First sales">
      <div class="first-sales small">
        {found !== null && (
          <span class="soft" role="status">
            {found.all === 0
              ? 'No source sold for the first time in this period.'
              : `First sales${sales.length < found.all ? `, ${count(sales.length)} of ${count(found.all)}` : ''}:`}
          </span>
        )}
        {sales.map(({ source, date }) => (
          <button
            key={source}
            type="button"
            class="link-quiet"
            title={`${source} – click to filter`}
            onClick={() => filter({ dimension: 'source', operator: 'is', values: [source] })}
          >
            {source}, {tick(date, interval)}
          </button>
        ))}
      </div>
    </Wide>
  );
}
