import { useState } from 'preact/hooks';
import type { RevenueExplanation } from '../../../contract/reports/revenue-report.ts';
import type { AttributionModel } from '../../../contract/vocabulary.ts';
import { useReport } from '../../api/use-report.ts';
import { date, moment } from '../../format/date.ts';
import { money } from '../../format/number.ts';
import { Choice } from '../../parts/form/choice.tsx';
import { Trouble } from '../../parts/state.tsx';
import { useSite } from '../../state/context.ts';
import { useQuestion } from '../../state/use-question.ts';
import { MODEL_CHOICES, MODEL_WORDS } from './model-words.ts';
import { chainSentence, REASON_WORDS } from './payment-words.ts';
import { Touches } from './touches.tsx';

/** From a payment to what it is credited to, step by step, under the model one chooses. */
export function WhyCredit({ revenueId }: { revenueId: string }) {
  const site = useSite();
  const { question } = useQuestion();
  const [chosen, setChosen] = useState<AttributionModel | null>(question.attribution);
  const { data, stale, problem, reload } = useReport<RevenueExplanation>(
    `/api/revenue/${encodeURIComponent(revenueId)}`,
    { website_id: site.id, attribution: chosen },
  );
  if (problem !== null) return <Trouble problem={problem} retry={reload} />;
  if (data === null) return <p class="why skeleton">Asking why</p>;
  const { payment, converted, attribution } = data;
  const zone = question.timezone ?? site.timezone;
  return (
    <div class={`why${stale ? ' stale' : ''}`}>
      <ol class="chain">
        <li>
          {money(payment.amount, payment.currency)} on {moment(payment.timestamp, zone)}
          {payment.transaction_id !== null && <> as {payment.transaction_id}</>}
          {converted !== null &&
            `, counted as ${money(converted.amount, converted.currency)} at the rate of ${date(converted.rate_date)}`}
          .
        </li>
        {attribution.chain.map((step) => (
          <li key={step.found}>{chainSentence(step)}</li>
        ))}
        {attribution.reason !== null ? (
          <li>
            <strong>{attribution.explanation}.</strong> {REASON_WORDS[attribution.reason].remedy}
          </li>
        ) : (
          <li>
            Looked back {attribution.lookback_days} days from {moment(attribution.looked_back_from, zone)}.
          </li>
        )}
      </ol>
      {attribution.touches.length > 0 && (
        <>
          <Choice
            title="Attribution model"
            options={MODEL_CHOICES}
            chosen={attribution.model}
            onChoose={(model) => setChosen(model)}
          />
          <p class="soft small">{MODEL_WORDS[attribution.model].meaning}</p>
          <Touches touches={attribution.touches} currency={payment.currency} zone={zone} />
        </>
      )}
      {attribution.older_touches > 0 && (
        <p class="soft small">{attribution.older_touches} older touches lie before the look-back.</p>
      )}
    </div>
  );
}
