import type { DataQualityAnswer } from '../../../contract/reports/data-quality.ts';
import { date, day, tick } from '../../format/date.ts';
import { count, short } from '../../format/number.ts';
import { OUTCOMES } from './outcomes.ts';

type Day = DataQualityAnswer['days'][number];

const HEIGHT = 160;

/** A stack for each day. For the eye alone: the table says the same. */
export function DayBars({ days }: { days: readonly Day[] }) {
  const sums = days.map((one) => OUTCOMES.reduce((sum, { id }) => sum + one[id], 0));
  const most = Math.max(1, ...sums);
  const first = days[0];
  const last = days.at(-1);
  if (first === undefined || last === undefined) return null;
  return (
    <div
      class="day-bars"
      role="img"
      aria-label={`Arrivals from ${date(first.date)} to ${date(last.date)}, at most ${count(most)} a day. “As a table” has every number.`}
    >
      <span class="soft small">{short(most)}</span>
      <svg viewBox={`0 0 ${days.length} ${HEIGHT}`} preserveAspectRatio="none" height={HEIGHT} aria-hidden="true">
        {days.map((one, place) => {
          let top = HEIGHT;
          return (
            <g key={one.date}>
              <title>{`${day(one.date)}: ${OUTCOMES.filter(({ id }) => one[id] > 0)
                .map(({ id, name }) => `${name} ${count(one[id])}`)
                .join(', ')}`}</title>
              {OUTCOMES.map(({ id }) => {
                const height = (one[id] / most) * HEIGHT;
                top -= height;
                return height === 0 ? null : (
                  <rect key={id} class={`swatch ${id}`} x={place + 0.1} width={0.8} y={top} height={height} />
                );
              })}
            </g>
          );
        })}
      </svg>
      <div class="day-ends soft small">
        <span>{tick(first.date, 'day')}</span>
        {days.length > 1 && <span>{tick(last.date, 'day')}</span>}
      </div>
    </div>
  );
}
