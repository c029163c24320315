import type { AnalyticsAnswer } from '../../../contract/reports/analytics.ts';
import { ATTRIBUTION_MODELS, type AttributionModel, UNATTRIBUTED_LABEL } from '../../../contract/vocabulary.ts';
import type { Report } from '../../api/use-report.ts';
import { dimensionName, label } from '../../format/label.ts';
import { money, shortMoney } from '../../format/number.ts';
import { SkeletonRows } from '../../parts/skeleton-rows.tsx';
import { Wide } from '../../parts/wide.tsx';
import { useQuestion } from '../../state/use-question.ts';
import { MODEL_WORDS } from './model-words.ts';
import type { ModelRow } from './use-models.ts';

interface Props {
  dimension: string;
  /** The website's own model. */
  own: AttributionModel;
  /** Null until they are known. */
  rows: readonly ModelRow[] | null;
  /** The label of the row about which models disagree most. */
  widest: string | null;
  totals: Record<AttributionModel, Report<AnalyticsAnswer>>;
  currency: string;
}

const SKELETON_ROWS = 10;

/** A row for each label, a column for each model, and how far they lie apart. */
export function ModelTable({ dimension, own, rows, widest, totals, currency }: Props) {
  const cell = (model: AttributionModel, value: number | null | undefined) => (
    <td key={model} class={`number${model === own ? ' own' : ''}`} title={money(value, currency)}>
      {shortMoney(value, currency)}
    </td>
  );
  const most = Math.max(0, ...(rows ?? []).map(({ credit }) => credit[own] ?? 0));
  const share = ({ credit }: ModelRow) => (most > 0 ? Math.max(0, credit[own] ?? 0) / most : 0);
  return (
    <Wide title="Models side by side">
      <table class="grid-table model-table">
        <caption class="only-heard">
          Revenue by {dimensionName(dimension).toLowerCase()} under each attribution model
        </caption>
        <thead>
          <tr>
            <th scope="col">{dimensionName(dimension)}</th>
            {ATTRIBUTION_MODELS.map((model) => (
              <th key={model} scope="col" class="number" title={MODEL_WORDS[model].meaning}>
                {MODEL_WORDS[model].name}
                {model === own && <span class="badge">yours</span>}
              </th>
            ))}
            <th scope="col" class="number" title="Between the model that credits most and the one that credits least">
              Spread
            </th>
          </tr>
        </thead>
        <tbody>
          {rows === null && <SkeletonRows rows={SKELETON_ROWS} columns={ATTRIBUTION_MODELS.length + 2} />}
          {rows?.map((row) => (
            <tr key={row.label}>
              <th scope="row">
                <Label dimension={dimension} value={row.label} share={share(row)} />
              </th>
              {ATTRIBUTION_MODELS.map((model) => cell(model, row.credit[model]))}
              <td class="number" title={money(row.spread, currency)}>
                {row.spread > 0 && row.label === widest && <span class="badge">most</span>}
                {row.spread > 0 ? shortMoney(row.spread, currency) : '='}
              </td>
            </tr>
          ))}
        </tbody>
        {rows !== null && (
          <tfoot>
            <tr>
              <th scope="row">All</th>
              {ATTRIBUTION_MODELS.map((model) => cell(model, totals[model].data?.metrics.revenue))}
              <td class="number">=</td>
            </tr>
          </tfoot>
        )}
      </table>
    </Wide>
  );
}

interface LabelProps {
  dimension: string;
  value: string;
  /** Of the longest bar. */
  share: number;
}

/** A value that filters; money that no visit is known for leads to its inbox instead. */
function Label({ dimension, value, share }: LabelProps) {
  const { filter, setParams } = useQuestion();
  const text = label(dimension, value);
  const lost = value === UNATTRIBUTED_LABEL;
  return (
    <button
      type="button"
      class="bar-cell"
      title={lost ? 'Money that no visit is known for: see why' : `${text} – click to filter, Alt-click to exclude`}
      onClick={(event) => {
        if (lost) setParams({ tab: 'unattributed', by: null });
        else filter({ dimension, operator: event.altKey ? 'is_not' : 'is', values: [value] });
      }}
    >
      <span class="bar" style={{ width: `${share * 100}%` }} />
      <span class="clip">{text}</span>
    </button>
  );
}
