import { useState } from 'preact/hooks';
import type { OverviewAnswer } from '../../../contract/reports/overview.ts';
import { useReport } from '../../api/use-report.ts';
import { coverageOf, coverageWords } from '../../format/compared.ts';
import { range } from '../../format/date.ts';
import { METRIC_WORDS } from '../../format/metric.ts';
import { Trouble } from '../../parts/state.tsx';
import { useMay, useSite } from '../../state/context.ts';
import { useQuestion } from '../../state/use-question.ts';
import { daysOf, isRunning, pastOf } from './buckets.ts';
import { FirstSalesRow } from './first-sales-row.tsx';
import type { Headline } from './headlines.tsx';
import { type Annotation, type AnnotationsAnswer, annotationsPath, NoteForm } from './notes.tsx';
import { Timeline } from './timeline.tsx';
import { useFirstSales } from './use-first-sales.ts';

interface Props {
  answer: OverviewAnswer | null;
  metric: Headline;
  stale: boolean;
}

/** The chart, what it is of, and the owner's notes. */
export function ChartCard({ answer, metric, stale }: Props) {
  const site = useSite();
  const may = useMay();
  const [note, setNote] = useState<Annotation | null>(null);
  const { param, setParam } = useQuestion();
  const wanted = may.money && may.leave && param('flags') === 'first-sales';
  const { found, problem } = useFirstSales(wanted && !stale ? (answer?.period ?? null) : null);
  const days = answer === null ? null : daysOf(answer.period);
  // Without notes the chart stands just as well: what goes wrong with them is told where one is written.
  const notes = useReport<AnnotationsAnswer>(
    annotationsPath(site.id),
    days === null || !may.leave ? null : { start_date: days.start, end_date: days.end },
  );
  return (
    <section class={`chart-card${stale ? ' stale' : ''}`} aria-label="Over time">
      <div class={`chart-head small soft${may.leave ? ' with-acts' : ''}`}>
        {answer !== null && <Legend answer={answer} metric={metric} />}
        <span class="push">
          {answer !== null && may.money && may.leave && answer.metrics.revenue !== undefined && (
            <button
              type="button"
              class="link-quiet"
              aria-pressed={wanted}
              title="Flags where a source brought money for the first time ever. Looks through all payments"
              onClick={() => setParam('flags', wanted ? null : 'first-sales')}
            >
              First sales
            </button>
          )}
          {may.write && answer !== null && (
            <button
              type="button"
              class="link-quiet"
              aria-expanded={note !== null}
              onClick={() => setNote(note === null ? { id: '', date: today(answer), text: '' } : null)}
            >
              Add a note
            </button>
          )}
        </span>
      </div>
      {problem !== null && <Trouble problem={problem} />}
      {answer === null ? (
        <div class="chart chart-room" />
      ) : (
        <Timeline
          answer={answer}
          metric={metric}
          notes={notes.data?.annotations ?? []}
          sales={found?.sales ?? []}
          onNote={setNote}
        />
      )}
      {wanted && <FirstSalesRow found={found} interval={answer?.period.interval ?? 'day'} />}
      {note !== null && (
        <NoteForm
          key={note.id}
          note={note}
          done={(changed) => {
            setNote(null);
            if (changed) notes.reload();
          }}
        />
      )}
    </section>
  );
}

const today = ({ period, timeseries }: OverviewAnswer): string =>
  (timeseries.findLast(({ date }) => pastOf(period.timezone)(date))?.date ?? period.start).slice(0, 10);

/** Which shape is what, and when. */
function Legend({ answer, metric }: { answer: OverviewAnswer; metric: Headline }) {
  const may = useMay();
  const { period, comparison } = answer;
  const amber = METRIC_WORDS[metric].kind === 'money';
  return (
    <>
      {metric !== 'revenue' && (
        <span class={`key key-line${amber ? ' key-amber' : ''}`}>{METRIC_WORDS[metric].name}</span>
      )}
      {may.money && answer.metrics.revenue !== undefined && <span class="key key-bar">Revenue</span>}
      {comparison !== undefined && coverageOf(answer) !== 'none' && (
        <span class="key key-past" title={range(comparison.period.start, comparison.period.end, period.timezone)}>
          {range(comparison.period.start, comparison.period.end, period.timezone)}
        </span>
      )}
      {coverageWords(answer) !== '' && <span class="not-recorded">{coverageWords(answer)}</span>}
      <span class="chart-when">
        {range(period.start, period.end, period.timezone)}
        {isRunning(period) && ', so far'}
      </span>
    </>
  );
}
