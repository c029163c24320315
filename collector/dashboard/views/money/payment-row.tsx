import type { CreditedAnswer, ListedPayment } from '../../../contract/reports/revenue-report.ts';
import { brief, moment } from '../../format/date.ts';
import { money, NONE, percent } from '../../format/number.ts';
import { useSite } from '../../state/context.ts';
import { useQuestion } from '../../state/use-question.ts';
import { STATUS_NAMES, TYPE_NAMES } from './payment-words.ts';

interface Props {
  payment: ListedPayment;
  unfolded: boolean;
  onToggle(): void;
}

/** One payment in a line. A refund leads to the payment it gives back. */
export function PaymentRow({ payment, unfolded, onToggle }: Props) {
  const site = useSite();
  const { question, setParams } = useQuestion();
  const zone = question.timezone ?? site.timezone;
  const { revenue_id, type, attribution, customer_id, product } = payment;
  const returned = payment.original_transaction_id;
  const credited = creditedTo(attribution.credited);
  return (
    <tr>
      <td class="no-wrap" title={moment(payment.timestamp, zone)}>
        {brief(payment.timestamp, zone)}
      </td>
      <td class="no-wrap">
        {type === 'refund' && returned !== null ? (
          <button
            type="button"
            class="link"
            title={`Refund of ${returned}: show the payment`}
            onClick={() => setParams({ tab: 'payments', transaction: returned, status: null, type: null })}
          >
            {TYPE_NAMES[type]}
          </button>
        ) : (
          TYPE_NAMES[type]
        )}
      </td>
      <td class={`number ${payment.amount < 0 ? 'down' : 'money'}`}>{money(payment.amount, payment.currency)}</td>
      <td class="clip" title={product ?? undefined}>
        {product ?? NONE}
      </td>
      <td class="clip mono" title={customer_id ?? undefined}>
        {customer_id ?? NONE}
      </td>
      <td class="clip" title={attribution.explanation ?? credited}>
        {attribution.status === 'attributed' ? credited : NONE}
      </td>
      <td>
        <span class={`badge status-${attribution.status}`}>{STATUS_NAMES[attribution.status]}</span>
      </td>
      <td class="number">
        <button
          type="button"
          class="button small"
          aria-expanded={unfolded}
          aria-controls={unfolded ? `why-${revenue_id}` : undefined}
          aria-label={`Why this credit? ${TYPE_NAMES[type]} of ${money(payment.amount, payment.currency)}`}
          onClick={onToggle}
        >
          Why?
        </button>
      </td>
    </tr>
  );
}

/** Where the money is credited under the model that counts: `Google`, or `Google 40 %, newsletter 60 %`. */
function creditedTo(credited: CreditedAnswer): string {
  return credited
    .filter(({ percent: share }) => share > 0)
    .map(({ source, channel, percent: share }) => `${source ?? channel}${share === 100 ? '' : ` ${percent(share, 0)}`}`)
    .join(', ');
}
