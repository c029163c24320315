import { useState } from 'preact/hooks';
import { writeFilter, writeList } from '../../../contract/grammar.ts';
import type { AnalyticsAnswer } from '../../../contract/reports/analytics.ts';
import type { PropertiesAnswer } from '../../../contract/reports/properties.ts';
import { useReport } from '../../api/use-report.ts';
import { count } from '../../format/number.ts';
import { Empty, Trouble } from '../../parts/state.tsx';
import { useSite } from '../../state/context.ts';
import { toQuery } from '../../state/question.ts';
import { useQuestion } from '../../state/use-question.ts';
import { Breakdown } from './breakdown.tsx';
import type { Row } from './panel-columns.ts';

/** What events carry: an event, one of its properties, the values. */
export function Properties() {
  const site = useSite();
  const { question, setParam } = useQuestion();
  const [event, setEvent] = useState('');
  const [property, setProperty] = useState('');
  const base = toQuery(site.id, question);
  const events = useReport<AnalyticsAnswer>('/api/analytics', {
    ...base,
    dimensions: 'event_name',
    metrics: 'events',
    sort: '-events',
    limit: 200,
  });
  const keys = useReport<PropertiesAnswer>(`/api/websites/${encodeURIComponent(site.id)}/properties`, {
    event_name: event,
  });
  const key = keys.data?.properties.find((one) => one.key === property)?.key ?? keys.data?.properties[0]?.key ?? null;
  const only = event === '' ? [] : [writeFilter({ operator: 'is', values: [event] })];
  const values = useReport<AnalyticsAnswer>(
    '/api/analytics',
    key === null
      ? null
      : {
          ...base,
          filter_event_name: [base.filter_event_name as string | string[] | undefined, only]
            .flat()
            .filter(Boolean) as string[],
          dimensions: writeList([`prop:${key}`]),
          metrics: 'visitors,events,conversions',
          limit: 10,
          include: 'total_rows',
        },
  );
  const problem = keys.problem ?? values.problem ?? events.problem;
  if (problem !== null) return <Trouble problem={problem} />;
  if (keys.data !== null && key === null && event === '') {
    return (
      <div class="panel-room">
        <Empty title="No properties yet">
          Send some along with an event: bizness.track("signup", {'{'} plan: "pro" {'}'})
        </Empty>
      </div>
    );
  }
  const names = (events.data?.breakdown ?? []).map((row) => String(row.event_name));
  return (
    <>
      <div class="chooser">
        <select aria-label="Event" value={event} onChange={({ currentTarget }) => setEvent(currentTarget.value)}>
          <option value="">Any event</option>
          {names.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
        <select
          aria-label="Property"
          value={key ?? ''}
          disabled={key === null}
          onChange={({ currentTarget }) => setProperty(currentTarget.value)}
        >
          {key === null && <option value="">No properties</option>}
          {keys.data?.properties.map((one) => (
            <option key={one.key} value={one.key}>
              {one.key}
            </option>
          ))}
        </select>
        {key !== null && event === '' && values.data !== null && (
          <button type="button" class="link-quiet push" onClick={() => setParam('details', `prop:${key}`)}>
            All {count(values.data.pagination?.total_rows)}
          </button>
        )}
      </div>
      {key !== null && (
        <div class={values.stale ? 'stale' : undefined}>
          <Breakdown
            dimension={`prop:${key}`}
            rows={values.data === null ? null : labelled(values.data, `prop:${key}`)}
            currency={site.currency}
            unattributed={0}
            visitors={0}
          />
        </div>
      )}
    </>
  );
}

const labelled = ({ breakdown = [] }: AnalyticsAnswer, dimension: string): Row[] =>
  breakdown.map((row) => ({ ...row, label: row[dimension] ?? '' }));
