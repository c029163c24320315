import { Fragment } from 'preact';
import { useState } from 'preact/hooks';
import type { ListedPayment } from '../../../contract/reports/revenue-report.ts';
import { SkeletonRows } from '../../parts/skeleton-rows.tsx';
import { Wide } from '../../parts/wide.tsx';
import { PaymentRow } from './payment-row.tsx';
import { WhyCredit } from './why-credit.tsx';

interface Props {
  /** Null until they are known. */
  payments: readonly ListedPayment[] | null;
  caption: string;
}

const COLUMNS = ['When', 'Type', 'Amount', 'Product', 'Customer', 'Credited to', 'Status', 'Why'] as const;
const SKELETON_ROWS = 10;

/** Payments as a table whose rows unfold to why they are credited as they are. */
export function PaymentTable({ payments, caption }: Props) {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <Wide title={`Table: ${caption}`}>
      <table class="grid-table payments">
        <caption class="only-heard">{caption}</caption>
        <thead>
          <tr>
            {COLUMNS.map((name) => (
              <th key={name} scope="col" class={name === 'Amount' ? 'number' : undefined}>
                {name === 'Why' ? <span class="only-heard">Why this credit</span> : name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {payments === null && <SkeletonRows rows={SKELETON_ROWS} columns={COLUMNS.length} />}
          {payments?.map((payment) => {
            const { revenue_id } = payment;
            const unfolded = open === revenue_id;
            return (
              <Fragment key={revenue_id}>
                <PaymentRow
                  payment={payment}
                  unfolded={unfolded}
                  onToggle={() => setOpen(unfolded ? null : revenue_id)}
                />
                {unfolded && (
                  <tr class="unfolded" id={`why-${revenue_id}`}>
                    <td colSpan={COLUMNS.length}>
                      <WhyCredit revenueId={revenue_id} />
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </Wide>
  );
}
