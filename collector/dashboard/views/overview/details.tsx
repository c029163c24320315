import { useEffect, useRef, useState } from 'preact/hooks';
import { metricsFor } from '../../../contract/dimensions.ts';
import { writeFilter, writeList } from '../../../contract/grammar.ts';
import type { AnalyticsAnswer } from '../../../contract/reports/analytics.ts';
import { type Metric, REVENUE_METRICS } from '../../../contract/vocabulary.ts';
import { api, type Query } from '../../api/client.ts';
import type { ApiProblem } from '../../api/problem.ts';
import { asProblem, useReport } from '../../api/use-report.ts';
import { dimensionName, label } from '../../format/label.ts';
import { count } from '../../format/number.ts';
import { BarTable } from '../../parts/chart/bar-table.tsx';
import { CsvLink } from '../../parts/csv-link.tsx';
import { Empty, Trouble } from '../../parts/state.tsx';
import { Wide } from '../../parts/wide.tsx';
import { useMay, useSite } from '../../state/context.ts';
import { toQuery } from '../../state/question.ts';
import { useQuestion } from '../../state/use-question.ts';
import { CityHint, useLacksCities } from './city-hint.tsx';
import { orderOf } from './order.ts';
import { asCounted, columnsOf, type Row } from './panel-columns.ts';
import { detailMetrics } from './panel-groups.ts';

const PAGE = 100;
const isMoneyMetric = (metric: Metric) => (REVENUE_METRICS as readonly Metric[]).includes(metric);

/** All rows by a dimension, in place of the panels: searched, sorted, page by page, as CSV. */
export function Details({ dimension }: { dimension: string }) {
  const site = useSite();
  const may = useMay();
  const { question, filter, param, setParam } = useQuestion();
  const lacksCities = useLacksCities(dimension);
  const [search, setSearch] = useState('');
  const [sort, setSort] = useState<{ by: Metric; descending: boolean } | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [dimension]);

  const possible = metricsFor([dimension, ...question.filters.map((one) => one.dimension)]);
  const told = detailMetrics(dimension).filter((metric) => possible.includes(metric));
  const metrics = may.money ? told : told.filter((metric) => !isMoneyMetric(metric));
  // Until somebody orders them here, they stand as they did in the panel.
  const asked = sort ?? { by: orderOf(param('sort')) as Metric, descending: true };
  const by = metrics.includes(asked.by) ? asked : { by: metrics[0] as Metric, descending: true };
  const query: Query = toQuery(site.id, question, { attribution: true });
  if (search !== '') {
    const name = `filter_${dimension}`;
    const contains = writeFilter({ operator: 'contains', values: [search] });
    query[name] = [query[name] as string | string[] | undefined, contains].flat().filter(Boolean) as string[];
  }
  Object.assign(query, {
    dimensions: writeList([dimension]),
    // Of page views the row by event names tells these.
    metrics: [...metrics, ...(dimension === 'event_name' ? ['pageviews'] : [])].join(','),
    sort: `${by.descending ? '-' : ''}${by.by}`,
    limit: PAGE,
    include: 'total_rows',
  });
  const { data, stale, problem, reload } = useReport<AnalyticsAnswer>(
    '/api/analytics',
    metrics.length > 0 ? query : null,
  );
  const more = useMore(query, data);
  const rows: Row[] = [...(data?.breakdown ?? []), ...more.rows].map((row) =>
    asCounted(dimension, { ...row, label: row[dimension] ?? '' }),
  );
  const first = metrics[0];
  const columns = columnsOf(metrics, data?.metrics.currency ?? site.currency).map((column, index) => {
    const metric = metrics[index] as Metric;
    const sorted = by.by === metric ? (by.descending ? ('descending' as const) : ('ascending' as const)) : null;
    return { ...column, sorted, onSort: () => setSort({ by: metric, descending: sorted !== 'descending' }) };
  });
  const many = dimensionName(dimension, true);
  return (
    <section class="panel details" aria-label={many}>
      <div class="details-head">
        <button type="button" class="button" onClick={() => setParam('details', null)}>
          ← Overview
        </button>
        <h2 ref={heading} tabIndex={-1}>
          {many}
          {data?.pagination?.total_rows !== undefined && <span class="soft"> {count(data.pagination.total_rows)}</span>}
        </h2>
        <input
          type="search"
          class="push"
          aria-label={`Search ${many.toLowerCase()}`}
          placeholder="Search"
          maxLength={200}
          onInput={later((value) => setSearch(value.trim()))}
        />
        {may.leave && <CsvLink path="/api/analytics" query={query} />}
      </div>
      {problem !== null && <Trouble problem={problem} retry={reload} />}
      {first === undefined ? (
        <Empty title="Cannot be told under these filters" />
      ) : data !== null && search === '' && lacksCities(rows) ? (
        <CityHint dimension={dimension} />
      ) : data !== null && rows.length === 0 ? (
        <Empty title={search === '' ? 'Nothing in this period' : `Nothing contains “${search}”`} />
      ) : (
        <Wide title={`All ${many.toLowerCase()}`}>
          <div class={`sideways${stale ? ' stale' : ''}`}>
            <BarTable
              name={dimensionName(dimension)}
              caption={many}
              rows={rows}
              label={(row) => label(dimension, String(row.label))}
              size={(row) => Number(row[by.by] ?? 0)}
              columns={columns}
              onPick={(row, exclude) =>
                filter({ dimension, operator: exclude ? 'is_not' : 'is', values: [String(row.label)] })
              }
            />
          </div>
        </Wide>
      )}
      {more.problem !== null && <Trouble problem={more.problem} />}
      {more.next !== null && (
        <p class="details-more">
          <button type="button" class="button" onClick={more.ask} disabled={more.waiting}>
            Show more
          </button>
        </p>
      )}
    </section>
  );
}

/** The pages after the first. A new first page forgets them. */
function useMore(query: Query, first: AnalyticsAnswer | null) {
  const [pages, setPages] = useState<AnalyticsAnswer[]>([]);
  const [waiting, setWaiting] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  useEffect(() => {
    setPages([]);
    setProblem(null);
  }, [first]);
  const next = (pages.at(-1) ?? first)?.pagination?.next_cursor ?? null;
  const ask = async () => {
    setWaiting(true);
    try {
      const page = await api.get<AnalyticsAnswer>('/api/analytics', { ...query, cursor: next });
      setPages((before) => [...before, page]);
    } catch (error) {
      setProblem(asProblem(error));
    }
    setWaiting(false);
  };
  return { rows: pages.flatMap(({ breakdown = [] }) => breakdown), next, waiting, problem, ask: () => void ask() };
}

let timer: ReturnType<typeof setTimeout> | undefined;
/** Once writing has paused. */
const later = (act: (value: string) => void) => (event: InputEvent) => {
  const { value } = event.currentTarget as HTMLInputElement;
  clearTimeout(timer);
  timer = setTimeout(() => act(value), 250);
};
