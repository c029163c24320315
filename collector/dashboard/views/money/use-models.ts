import type { AnalyticsAnswer } from '../../../contract/reports/analytics.ts';
import { ATTRIBUTION_MODELS, type AttributionModel } from '../../../contract/vocabulary.ts';
import { type Report, useReport } from '../../api/use-report.ts';
import { useSite } from '../../state/context.ts';
import { ofMoney } from '../../state/filter-kinds.ts';
import { toQuery } from '../../state/question.ts';
import { useQuestion } from '../../state/use-question.ts';

const MOST_ROWS = 1000;

export interface ModelRow {
  label: string;
  /** Revenue by model; null where a model's answer is too long to tell. */
  credit: Record<AttributionModel, number | null>;
  /** Between the model that credits most and the one that credits least. */
  spread: number;
}

export interface Models {
  reports: Record<AttributionModel, Report<AnalyticsAnswer>>;
  /** Most revenue by the model first. Null until all models have answered. */
  rows: readonly ModelRow[] | null;
}

/** Revenue by a dimension under each attribution model, asked for side by side. */
export function useModels(dimension: string, model: AttributionModel): Models {
  const site = useSite();
  const { question } = useQuestion();
  const query = {
    ...toQuery(site.id, question, { filters: ofMoney }),
    metrics: 'revenue',
    dimensions: dimension,
    sort: '-revenue',
    limit: MOST_ROWS,
    include: 'total_rows',
  };
  // The list of models is the same at every call, so these are the same hooks in the same order.
  const reports = Object.fromEntries(
    ATTRIBUTION_MODELS.map((attribution) => [
      attribution,
      useReport<AnalyticsAnswer>('/api/analytics', { ...query, attribution }),
    ]),
  ) as Models['reports'];
  return { reports, rows: rowsOf(reports, dimension, model) };
}

function rowsOf(reports: Models['reports'], dimension: string, model: AttributionModel): ModelRow[] | null {
  const rows = new Map<string, ModelRow>();
  for (const attribution of ATTRIBUTION_MODELS) {
    const answer = reports[attribution].data;
    if (answer === null) return null;
    for (const row of answer.breakdown ?? []) {
      const label = String(row[dimension]);
      const known = rows.get(label) ?? { label, credit: emptyCredit(reports), spread: 0 };
      known.credit[attribution] = Number(row.revenue ?? 0);
      rows.set(label, known);
    }
  }
  for (const row of rows.values()) {
    const credits = Object.values(row.credit).filter((credit) => credit !== null);
    row.spread = Math.max(...credits) - Math.min(...credits);
  }
  const size = (row: ModelRow) => row.credit[model] ?? 0;
  return [...rows.values()]
    .filter(({ credit }) => Object.values(credit).some((value) => value !== 0))
    .sort((a, b) => size(b) - size(a) || b.spread - a.spread);
}

/** What a model says of a row that its answer does not hold: nothing, unless the answer was cut off. */
const emptyCredit = (reports: Models['reports']): ModelRow['credit'] =>
  Object.fromEntries(
    ATTRIBUTION_MODELS.map((model) => [model, reports[model].data?.pagination?.has_more ? null : 0]),
  ) as ModelRow['credit'];
