import { useId } from 'preact/hooks';
import { writePath } from '../../../contract/grammar.ts';
import type { AnalyticsAnswer } from '../../../contract/reports/analytics.ts';
import { ENTRY_LABEL, EXIT_LABEL } from '../../../contract/vocabulary.ts';
import { useReport } from '../../api/use-report.ts';
import { count } from '../../format/number.ts';
import { Choice } from '../../parts/form/choice.tsx';
import { useSite } from '../../state/context.ts';
import { toQuery } from '../../state/question.ts';
import { useQuestion } from '../../state/use-question.ts';
import { type Journey, STEP_CHOICES } from './journey-address.ts';

const DIRECTIONS = [
  { id: 'from', name: 'On from' },
  { id: 'to', name: 'Leading to' },
] as const;

/** Which page the ways are about, in which direction, and how many pages far. */
export function JourneyForm({ journey, onChange }: { journey: Journey; onChange(journey: Journey): void }) {
  const site = useSite();
  const id = useId();
  const { question } = useQuestion();
  const { direction, anchor, steps } = journey;
  const { data } = useReport<AnalyticsAnswer>('/api/analytics', {
    ...toQuery(site.id, question, { filters: () => false }),
    dimensions: 'page',
    metrics: 'pageviews',
    sort: '-pageviews',
    include: 'total_rows',
    limit: 200,
  });
  const end = direction === 'from' ? ENTRY_LABEL : EXIT_LABEL;
  const atEnd = anchor === end;
  const turn = (next: Journey['direction']) =>
    onChange({ ...journey, direction: next, anchor: atEnd ? (next === 'from' ? ENTRY_LABEL : EXIT_LABEL) : anchor });
  return (
    <div class="form-line">
      <Choice title="Direction" options={DIRECTIONS} chosen={direction} onChoose={turn} />
      <label class="inline journey-page">
        <span class="soft">Page</span>
        <input
          list={id}
          value={atEnd ? '' : anchor}
          placeholder={direction === 'from' ? 'where they came in' : 'where they left'}
          maxLength={500}
          onChange={(event) => onChange({ ...journey, anchor: event.currentTarget.value.trim() || end })}
        />
        <datalist id={id}>
          {(data?.breakdown ?? []).map(({ page }) => (
            <option key={page} value={writePath(String(page))} />
          ))}
        </datalist>
      </label>
      {!atEnd && (
        <button type="button" class="button" onClick={() => onChange({ ...journey, anchor: end })}>
          {direction === 'from' ? 'From the beginning' : 'To the end'}
        </button>
      )}
      <label class="inline">
        <span class="soft">Steps</span>
        <select
          value={String(steps)}
          onChange={(event) => onChange({ ...journey, steps: Number(event.currentTarget.value) })}
        >
          {STEP_CHOICES.map((one) => (
            <option key={one} value={String(one)}>
              {count(one)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
