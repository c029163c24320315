import { useMemo } from 'preact/hooks';
import type { OverviewAnswer } from '../../../contract/reports/overview.ts';
import type { Metric } from '../../../contract/vocabulary.ts';
import { coverageOf, firstRecorded } from '../../format/compared.ts';
import { bucket, date, names, range } from '../../format/date.ts';
import { METRIC_WORDS, writeExactly, writeMetric } from '../../format/metric.ts';
import { Chart } from '../../parts/chart/chart.tsx';
import type { Drawing, Told } from '../../parts/chart/chart-options.ts';
import { useMay, useSite } from '../../state/context.ts';
import { useQuestion } from '../../state/use-question.ts';
import { daysOf, pastOf, zoomTo } from './buckets.ts';
import type { FirstSale } from './first-sales.ts';
import type { Headline } from './headlines.tsx';
import type { Annotation } from './notes.tsx';

interface Props {
  answer: OverviewAnswer;
  metric: Headline;
  notes: readonly Annotation[];
  sales: readonly FirstSale[];
  onNote(note: Annotation): void;
}

/** The period, bucket by bucket: one number as an area, revenue as bars, the period before as a faint line. */
export function Timeline({ answer, metric, notes, sales, onNote }: Props) {
  const { ask } = useQuestion();
  const may = useMay();
  const site = useSite();
  const { timeseries, comparison, period } = answer;
  const { interval } = period;
  const currency = answer.metrics.currency ?? site.currency;
  const money = may.money && answer.metrics.revenue !== undefined;
  const dates = useMemo(() => timeseries.map(({ date }) => date), [timeseries]);
  const coverage = coverageOf(answer);
  const recorded = firstRecorded(comparison?.timeseries.map(({ date }) => date) ?? [], answer.meta.recorded_since);
  const [told, toldBefore] = useMemo(
    () => [dates, (comparison?.timeseries ?? []).map(({ date }) => date)].map((of) => names(of, interval, bucket)),
    [dates, comparison, interval],
  ) as [string[], string[]];
  const drawing = useMemo<Drawing>(() => {
    const hasBegun = pastOf(period.timezone);
    const begun = timeseries.map(({ date }) => hasBegun(date));
    const toldOf = (name: Metric): Told => ({
      kind: METRIC_WORDS[name].kind,
      values: timeseries.map((row, index) => (begun[index] ? (row[name] as number | null) : null)),
      before:
        coverage === 'none'
          ? null
          : (comparison?.timeseries.map((row, index) => (index < recorded ? null : (row[name] as number | null))) ??
            null),
      write: (value) => writeMetric(name, value, currency),
    });
    return {
      dates,
      interval,
      area: metric === 'revenue' ? null : toldOf(metric),
      bars: money ? toldOf('revenue') : null,
      unfinished: timeseries.map(({ complete }, index) => !complete && begun[index] === true),
    };
  }, [timeseries, comparison, coverage, recorded, dates, interval, metric, money, currency, period.timezone]);

  const shown: Metric[] = [...new Set<Metric>([metric, 'visitors', ...(money ? (['revenue'] as const) : [])])];
  const noted = notes.flatMap((note) => {
    const place = dates.findLastIndex((date) => date.slice(0, 10) <= note.date);
    return place === -1 || note.date >= (daysOf(period).end ?? '') ? [] : [{ note, place }];
  });

  const sold = sales.map((sale) => ({ ...sale, place: dates.indexOf(sale.date) })).filter(({ place }) => place !== -1);
  const flagged = [...new Set([...noted, ...sold].map(({ place }) => place))];

  const tell = (place: number) => {
    const [row, before] = [timeseries[place], place < recorded ? undefined : comparison?.timeseries[place]];
    if (row === undefined) return null;
    return (
      <>
        <strong>{told[place]}</strong>
        {drawing.unfinished[place] && <span class="soft"> · so far</span>}
        <dl>
          {shown.map((name) => (
            <div key={name} class={METRIC_WORDS[name].kind === 'money' ? 'told-money' : 'told-count'}>
              <dt>{METRIC_WORDS[name].name}</dt>
              <dd>{writeExactly(name, row[name] as number | null, currency)}</dd>
              {before !== undefined && (
                <dd class="soft">{writeExactly(name, before[name] as number | null, currency)}</dd>
              )}
            </div>
          ))}
        </dl>
        {before !== undefined && <span class="soft small">Right: {toldBefore[place]}</span>}
        {noted.map(({ note, place: at }) => at === place && <p key={note.id}>⚑ {note.text}</p>)}
        {sold.map(({ source, place: at }) => at === place && <p key={source}>★ First sale from {source}</p>)}
      </>
    );
  };

  const words = shown.map((name) => METRIC_WORDS[name].name.toLowerCase()).join(', ');
  return (
    <>
      <Chart
        drawing={drawing}
        label={`${METRIC_WORDS[metric].name}${money && metric !== 'revenue' ? ' and revenue' : ''} by ${interval}`}
        tell={tell}
        flags={flagged.map((place) => {
          return {
            place,
            key: String(place),
            children: (
              <>
                {noted.map(
                  ({ note, place: at }) =>
                    at === place && (
                      <button
                        key={note.id}
                        type="button"
                        title={note.text}
                        aria-label={`Note of ${date(note.date)}: ${note.text}`}
                        onClick={() => onNote(note)}
                      >
                        ⚑
                      </button>
                    ),
                )}
                {sold.some((sale) => sale.place === place) && <span class="first-sale">★</span>}
              </>
            ),
          };
        })}
        onZoom={(from, to) => ask(zoomTo(timeseries, from, to, period))}
      />
      <div class="only-heard">
        <table>
          <caption>{`By ${interval}, ${range(period.start, period.end, period.timezone)}: ${words}`}</caption>
          <thead>
            <tr>
              <th scope="col">{interval}</th>
              {shown.map((name) => (
                <th key={name} scope="col">
                  {METRIC_WORDS[name].name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {timeseries.map((row, place) => (
              <tr key={row.date}>
                <th scope="row">{told[place]}</th>
                {shown.map((name) => (
                  <td key={name}>{writeExactly(name, row[name] as number | null, currency)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
