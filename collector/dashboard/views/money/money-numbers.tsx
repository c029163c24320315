import type { AnalyticsAnswer } from '../../../contract/reports/analytics.ts';
import type { RevenueMetric } from '../../../contract/vocabulary.ts';
import { coverageOf, coverageWords } from '../../format/compared.ts';
import { METRIC_WORDS, writeExactly, writeMetric } from '../../format/metric.ts';
import { percent } from '../../format/number.ts';

interface Props {
  metrics: readonly RevenueMetric[];
  /** Null until it is known. */
  answer: AnalyticsAnswer | null;
  stale: boolean;
  currency: string;
}

/** Numbers about money in a line, each with its change. */
export function MoneyNumbers({ metrics, answer, stale, currency }: Props) {
  return (
    <dl class={`money-numbers${stale ? ' stale' : ''}`}>
      {metrics.map((metric) => {
        const { name, meaning, kind } = METRIC_WORDS[metric];
        const value = answer?.metrics[metric];
        return (
          <div key={metric} title={meaning}>
            <dt class="soft small">{name}</dt>
            <dd
              class={`big${answer === null ? ' skeleton' : kind === 'money' ? ' money' : ''}`}
              title={writeExactly(metric, value, currency)}
            >
              {answer === null ? '0000' : writeMetric(metric, value, currency)}
            </dd>
            <dd class="small soft">
              {answer !== null && coverageOf(answer) === 'whole' ? (
                <Change metric={metric} value={value} change={answer.comparison?.change[metric]} />
              ) : (
                answer !== null && <span title={coverageWords(answer)}>none before</span>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

interface ChangeProps {
  metric: RevenueMetric;
  value: number | null | undefined;
  /** Percent; null from nothing. */
  change: number | null | undefined;
}

function Change({ metric, value, change }: ChangeProps) {
  if (change === undefined) return null;
  if (change === null) return <>{value ? 'none before' : 'none before either'}</>;
  if (change === 0) return <>unchanged</>;
  const better = change > 0 !== (METRIC_WORDS[metric].lessIsBetter ?? false);
  return (
    <span class={`change ${better ? 'up' : 'down'}`} data-sign={change > 0 ? '▲' : '▼'}>
      {percent(Math.abs(change))}
      <span class="only-heard">{change > 0 ? ' more' : ' less'} than before</span>
    </span>
  );
}
