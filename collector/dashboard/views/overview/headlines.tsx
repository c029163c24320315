import { metricsFor } from '../../../contract/dimensions.ts';
import type { OverviewAnswer } from '../../../contract/reports/overview.ts';
import type { Metric } from '../../../contract/vocabulary.ts';
import { coverageOf, coverageWords } from '../../format/compared.ts';
import { METRIC_WORDS, writeExactly, writeMetric } from '../../format/metric.ts';
import { useMay, useSite } from '../../state/context.ts';
import { changeInWords, changeOf } from './change.ts';

export const HEADLINES = [
  'revenue',
  'visitors',
  'conversion_rate',
  'revenue_per_visitor',
  'sessions',
  'bounce_rate',
  'engaged_time',
] as const satisfies readonly Metric[];
export type Headline = (typeof HEADLINES)[number];

interface Props {
  answer: OverviewAnswer | null;
  stale: boolean;
  /** What the chart shows. */
  chosen: Headline;
  onChoose(metric: Headline): void;
}

/** The numbers of the period; each says what the chart shows. */
export function Headlines({ answer, stale, chosen, onChoose }: Props) {
  const may = useMay();
  const told = may.money ? HEADLINES : HEADLINES.filter((metric) => METRIC_WORDS[metric].kind !== 'money');
  return (
    <section class={`headlines${stale ? ' stale' : ''}`} aria-label="Numbers of the period">
      {told.map((metric) => (
        <HeadlineButton
          key={metric}
          metric={metric}
          answer={answer}
          pressed={metric === chosen}
          onPress={() => onChoose(metric)}
        />
      ))}
    </section>
  );
}

interface ButtonProps {
  metric: Headline;
  answer: OverviewAnswer | null;
  pressed: boolean;
  onPress(): void;
}

function HeadlineButton({ metric, answer, pressed, onPress }: ButtonProps) {
  const site = useSite();
  const { name, meaning, kind } = METRIC_WORDS[metric];
  const value = answer?.metrics[metric];
  const currency = answer?.metrics.currency ?? site.currency;
  const { comparison } = answer ?? {};
  const change =
    answer === null || comparison === undefined || coverageOf(answer) !== 'whole'
      ? null
      : changeOf(metric, answer.metrics, comparison.metrics, comparison.change);
  const title = [
    `${name}: ${writeExactly(metric, value, currency)}. ${meaning}`,
    ...(comparison === undefined ? [] : [`Before: ${writeExactly(metric, comparison.metrics[metric], currency)}.`]),
    ...(answer === null || coverageWords(answer) === '' ? [] : [`${coverageWords(answer)}.`]),
    ...(change?.few ? ['Few: so little happened that the change may be chance.'] : []),
    ...(answer !== null && value === undefined ? [CANNOT_BE_TOLD] : []),
  ].join('\n');
  return (
    <button type="button" class="headline" aria-pressed={pressed} title={title} onClick={onPress}>
      <span class="headline-name">{name}</span>
      <span class={`headline-value${kind === 'money' ? ' money' : ''}${answer === null ? ' skeleton' : ''}`}>
        {writeMetric(metric, value, currency)}
      </span>
      <span class="headline-change">
        {change !== null && (
          <>
            <span class="only-heard">{changeInWords(change)}</span>
            <span aria-hidden="true" class={change.direction === 0 ? 'soft' : change.better ? 'up' : 'down'}>
              {change.direction === 0 ? '=' : change.direction > 0 ? '▲' : '▼'} {change.words}
            </span>
            {change.few && change.direction !== 0 && (
              <span aria-hidden="true" class="few">
                few
              </span>
            )}
          </>
        )}
      </span>
    </button>
  );
}

const CANNOT_BE_TOLD = 'Cannot be told under these filters: money knows visits, not single pages and events.';

/** What the chart can show of an answer: what was chosen, else visitors. */
export function shownMetric(chosen: Headline, filters: readonly string[]): Headline {
  return metricsFor(filters).includes(chosen) ? chosen : 'visitors';
}
