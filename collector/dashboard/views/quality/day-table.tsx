import type { DataQualityAnswer } from '../../../contract/reports/data-quality.ts';
import { day } from '../../format/date.ts';
import { count } from '../../format/number.ts';
import { Wide } from '../../parts/wide.tsx';
import { OUTCOMES } from './outcomes.ts';

/** Every number of every day, the newest first. */
export function DayTable({ days }: { days: DataQualityAnswer['days'] }) {
  return (
    <Wide title="Arrivals by day">
      <table class="plain-table day-table">
        <caption class="only-heard">Arrivals by day and what became of them</caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            {OUTCOMES.map(({ id, name }) => (
              <th key={id} scope="col" class="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...days].reverse().map((one) => (
            <tr key={one.date}>
              <th scope="row">{day(one.date)}</th>
              {OUTCOMES.map(({ id }) => (
                <td key={id} class="number">
                  {count(one[id])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
