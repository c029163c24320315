import type { RetentionAnswer } from '../../../contract/reports/retention.ts';
import type { CohortInterval } from '../../../contract/vocabulary.ts';
import { bucket, tick } from '../../format/date.ts';
import { count } from '../../format/number.ts';
import { SkeletonRows } from '../../parts/skeleton-rows.tsx';
import { Wide } from '../../parts/wide.tsx';
import { type Cohort, type CohortPeriod, MEASURE_WORDS, type Measure } from './measures.ts';

interface Props {
  /** Null until it is known. */
  answer: RetentionAnswer | null;
  measure: Measure;
  currency: string;
}

/** The darkest shade, percent of the colour: text on it keeps its contrast. */
const DARKEST = 45;
const UNITS: Record<CohortInterval, string> = { day: 'Day', week: 'Week', month: 'Month' };

/** A row for each cohort, a column for each stretch since, shaded by its value. */
export function CohortGrid({ answer, measure, currency }: Props) {
  const interval = answer?.period.interval ?? 'week';
  const cohorts = answer?.cohorts ?? [];
  const columns = Math.max(1, ...cohorts.map(({ periods }) => periods.length));
  const words = MEASURE_WORDS[measure];
  // The first stretch is everybody; where shares are told, it would leave all others pale.
  const told = cohorts.flatMap((cohort) =>
    cohort.periods
      .filter(({ period }) => measure === 'revenue' || measure === 'cumulative' || period > 0)
      .map((period) => words.value(period, cohort) ?? 0),
  );
  const most = Math.max(0, ...told);
  return (
    <Wide title="Cohorts">
      <table class="cohorts">
        <caption class="only-heard">
          {words.name} by {interval} of the first visit and {interval}s since
        </caption>
        <thead>
          <tr>
            <th scope="col">First came</th>
            <th scope="col" class="number">
              Visitors
            </th>
            {Array.from({ length: columns }, (_, column) => (
              <th key={column} scope="col" class="number">
                <span class="only-heard">{UNITS[interval]} </span>
                {count(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {answer === null && <SkeletonRows rows={8} columns={8} />}
          {cohorts.map((cohort) => (
            <tr key={cohort.cohort}>
              <th scope="row" title={bucket(cohort.cohort, interval)}>
                {tick(cohort.cohort, interval)}
              </th>
              <td class={`number${cohort.complete ? '' : ' hatched'}`}>{count(cohort.visitors)}</td>
              {cohort.periods.map((period) => (
                <Cell key={period.period} {...{ cohort, period, measure, currency, most, interval }} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

interface CellProps {
  cohort: Cohort;
  period: CohortPeriod;
  measure: Measure;
  currency: string;
  /** The value of the darkest shade. */
  most: number;
  interval: CohortInterval;
}

function Cell({ cohort, period, measure, currency, most, interval }: CellProps) {
  const words = MEASURE_WORDS[measure];
  const value = words.value(period, cohort);
  const shade = most > 0 ? Math.round(Math.min(1, Math.max(0, (value ?? 0) / most)) * DARKEST) : 0;
  const colour = words.isMoney ? 'var(--money-fill)' : 'var(--visitors)';
  const title = `${bucket(period.date, interval)}: ${words.exactly(value, currency)}${period.complete ? '' : ', not complete'}`;
  return (
    <td
      class={`number${period.complete ? '' : ' hatched'}`}
      title={title}
      style={{ backgroundColor: `color-mix(in srgb, ${colour} ${shade}%, transparent)` }}
    >
      {words.write(value, currency)}
      {!period.complete && <span class="only-heard">, not complete</span>}
    </td>
  );
}
