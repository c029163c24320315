import { metricsFor } from '../../../contract/dimensions.ts';
import { type Metric, NOT_SET_LABEL, UNATTRIBUTED_LABEL } from '../../../contract/vocabulary.ts';
import { dimensionName, label } from '../../format/label.ts';
import { METRIC_WORDS } from '../../format/metric.ts';
import { shortMoney } from '../../format/number.ts';
import { BarTable } from '../../parts/chart/bar-table.tsx';
import { useMay, useSite } from '../../state/context.ts';
import { useQuestion } from '../../state/use-question.ts';
import { CityHint, useLacksCities } from './city-hint.tsx';
import { asCounted, columnsOf, type Row } from './panel-columns.ts';
import { rowMetrics } from './panel-groups.ts';

/** Rows of room in every panel, so that none moves when another fills. */
export const ROOM = 9;

interface Props {
  dimension: string;
  /** Each with its `label`. Null until the first answer. */
  rows: readonly Row[] | null;
  currency: string;
  /** Money of the period that belongs to nobody. */
  unattributed: number;
  /** All visitors of the period. */
  visitors: number;
  /** What the rows are ordered by, if their dimension can tell it. Only a panel that can be ordered has it. */
  order?: { by: string; choose(metric: Metric): void };
}

/** What a panel shows: the first rows by a dimension, and in a row of its own the money that belongs to none of them. */
export function Breakdown({ dimension, rows, currency, unattributed, visitors, order }: Props) {
  const { question, filter } = useQuestion();
  const lacksCities = useLacksCities(dimension);
  const may = useMay();
  const filtered = question.filters.map((one) => one.dimension);
  const possible = metricsFor([dimension, ...filtered]);
  const metrics = rowMetrics(dimension).filter((metric) => possible.includes(metric));
  const shown = filled(may.money ? metrics : metrics.filter((metric) => METRIC_WORDS[metric].kind !== 'money'));
  const first = shown[0];
  if (first === undefined) {
    return (
      <div class="panel-room empty">
        <strong>Cannot be told under these filters</strong>
        {dimension === 'product' && may.money ? 'Money knows visits and products, not single pages and events.' : null}
      </div>
    );
  }
  const by = shown.find((metric) => metric === order?.by) ?? first;
  const columns = columnsOf(shown, currency).map((column, place) => {
    const metric = shown[place] as Metric;
    if (order === undefined) return column;
    return { ...column, sorted: metric === by ? ('descending' as const) : null, onSort: () => order.choose(metric) };
  });
  const named = (rows ?? []).filter((row) => row.label !== UNATTRIBUTED_LABEL).slice(0, ROOM);
  const told = named.map((row) =>
    dimension === 'conversion_event' ? ofAll(row, visitors) : asCounted(dimension, row),
  );
  // What has no campaign would leave all campaigns a hair's breadth.
  const size = (row: Row) => (row.label === NOT_SET_LABEL ? 0 : ((row[by] as number | null) ?? 0));
  const money = shown.includes('revenue') && dimension !== 'product';
  return (
    <>
      <div class={`panel-room${rows === null ? '' : ' filled'}`}>
        {rows !== null && lacksCities(rows) ? (
          <CityHint dimension={dimension} />
        ) : rows !== null && told.length === 0 ? (
          <p class="empty">{nothingOf(dimension)}</p>
        ) : (
          <BarTable
            name={dimensionName(dimension)}
            caption={`${dimensionName(dimension, true)}, most ${METRIC_WORDS[by].name.toLowerCase()} first`}
            rows={told}
            label={(row) => label(dimension, String(row.label))}
            size={size}
            columns={columns}
            onPick={(row, exclude) =>
              filter({ dimension, operator: exclude ? 'is_not' : 'is', values: [String(row.label)] })
            }
          />
        )}
      </div>
      <p class="panel-foot small soft">
        {money && unattributed !== 0 && <Unattributed amount={unattributed} currency={currency} />}
        {dimension === 'page' && may.money && 'Money is told by entry page: a payment is credited to a visit.'}
      </p>
    </>
  );
}

/** Where money may not or cannot be told, conversions stand in its place. */
const filled = (metrics: Metric[]): Metric[] =>
  metrics.length === 1 && metrics[0] === 'visitors' ? [...metrics, 'conversions', 'conversion_rate'] : metrics;

/** Everybody with a conversion has converted; told is how many of all visitors they are. */
const ofAll = (row: Row, visitors: number): Row => ({
  ...row,
  conversion_rate: visitors === 0 ? null : (100 * Number(row.visitors)) / visitors,
});

/** Money without a visit; leads to the reasons. */
function Unattributed({ amount, currency }: { amount: number; currency: string }) {
  const site = useSite();
  const may = useMay();
  const words = (
    <>
      Unattributed <span class="money">{shortMoney(amount, currency)}</span>
    </>
  );
  if (!may.leave) return words;
  return (
    <a href={`/sites/${encodeURIComponent(site.id)}/money?tab=unattributed`} title="Payments that no visit is known of">
      {words}
    </a>
  );
}

function nothingOf(dimension: string): string {
  if (dimension === 'conversion_event') return 'No conversions. Define what counts in Settings, Conversion events.';
  if (dimension === 'event_name') return 'No events beside page views. Send one with bizness.track("name").';
  if (dimension === 'product') return 'No payments with a product in this period.';
  if (dimension === 'utm_campaign') return 'No campaigns. Tag your links with utm_campaign.';
  return `No ${dimensionName(dimension, true).toLowerCase()} in this period.`;
}
