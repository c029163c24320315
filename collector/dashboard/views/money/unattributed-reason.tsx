import { useState } from 'preact/hooks';
import type { ListedPayment, UnattributedReason } from '../../../contract/reports/revenue-report.ts';
import { count, money } from '../../format/number.ts';
import { Panel } from '../../parts/panel.tsx';
import { PaymentTable } from './payment-table.tsx';
import { REASON_WORDS } from './payment-words.ts';

const FIRST_ROWS = 5;

interface Props {
  reason: UnattributedReason;
  payments: readonly ListedPayment[];
}

/** Payments that are credited to nobody for one reason, and what to do about it. */
export function UnattributedReasonPanel({ reason, payments }: Props) {
  const [room, setRoom] = useState(FIRST_ROWS);
  const { name, remedy } = REASON_WORDS[reason];
  const waiting = payments.filter(({ attribution }) => attribution.status === 'pending').length;
  return (
    <Panel
      title={name}
      aside={
        <span class="soft">
          {count(payments.length)} {payments.length === 1 ? 'payment' : 'payments'} ·{' '}
          <span class="money">{sums(payments).join(' + ')}</span>
        </span>
      }
    >
      <p class="reason">
        {payments[0]?.attribution.explanation}.
        {waiting > 0 && ` ${count(waiting)} pending: credited as soon as that is known.`}
      </p>
      <p class="reason">
        <strong>What to do:</strong> {remedy}
      </p>
      <PaymentTable payments={payments.slice(0, room)} caption={`Payments: ${name.toLowerCase()}`} />
      {payments.length > room && (
        <button type="button" class="button more" onClick={() => setRoom(room + 100)}>
          More payments
        </button>
      )}
    </Panel>
  );
}

/** Net, each currency by itself: unlike currencies are never added. */
function sums(payments: readonly ListedPayment[]): string[] {
  const totals = new Map<string, number>();
  for (const { amount, currency } of payments) totals.set(currency, (totals.get(currency) ?? 0) + amount);
  return [...totals].sort(([, a], [, b]) => b - a).map(([currency, total]) => money(total, currency));
}
