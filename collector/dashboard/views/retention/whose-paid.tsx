import type { RetentionAnswer } from '../../../contract/reports/retention.ts';
import { money } from '../../format/number.ts';

/** The period's net revenue in its three parts: what the triangle tells, and what it does not. */
export function WhosePaid({ revenue, currency }: { revenue: RetentionAnswer['revenue']; currency: string }) {
  if (Object.values(revenue).every((part) => part === 0)) return null;
  const write = (value: number) => <span class="money">{money(value, currency)}</span>;
  return (
    <p class="whose-paid">
      Net revenue of the period: {write(revenue.cohorts)} from these visitors, {write(revenue.other_visitors)} from
      visitors who first came before it or are filtered out, {write(revenue.unknown_payers)} from payers never seen.
    </p>
  );
}
