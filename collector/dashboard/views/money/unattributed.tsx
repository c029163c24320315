import type { ListedPayment, RevenueListAnswer, UnattributedReason } from '../../../contract/reports/revenue-report.ts';
import { useReport } from '../../api/use-report.ts';
import { LeftOut } from '../../parts/left-out.tsx';
import { Empty, Progress, Trouble } from '../../parts/state.tsx';
import { useSite } from '../../state/context.ts';
import { none } from '../../state/filter-kinds.ts';
import { toQuery } from '../../state/question.ts';
import { useQuestion } from '../../state/use-question.ts';
import { UnattributedReasonPanel } from './unattributed-reason.tsx';

const MOST = 1000;

/** Money that is credited to nobody: why, and what to do about it, the biggest part first. */
export function Unattributed() {
  const site = useSite();
  const { question } = useQuestion();
  const query = { ...toQuery(site.id, question, { filters: none }), limit: MOST };
  const unattributed = useReport<RevenueListAnswer>('/api/revenue', { ...query, status: 'unattributed' });
  const pending = useReport<RevenueListAnswer>('/api/revenue', { ...query, status: 'pending' });
  const both = [unattributed, pending];
  const known = both.every(({ data }) => data !== null);
  const payments = both.flatMap(({ data }) => data?.payments ?? []);
  const cut = both.some(({ data }) => data?.pagination.has_more);
  return (
    <>
      <Progress waiting={!known || both.some(({ stale }) => stale)} />
      {both.map(
        ({ problem, reload }, place) => problem !== null && <Trouble key={place} problem={problem} retry={reload} />,
      )}
      <LeftOut what="Payments" understood={none} />
      {cut && <p class="left-out small">The newest {MOST} of each kind are told.</p>}
      {known && payments.length === 0 && (
        <section class="panel">
          <Empty title="Every payment of this period is credited">Nothing waits here.</Empty>
        </section>
      )}
      <div class={both.some(({ stale }) => stale) ? 'stacked stale' : 'stacked'}>
        {known &&
          byReason(payments).map(([reason, those]) => (
            <UnattributedReasonPanel key={reason} reason={reason} payments={those} />
          ))}
      </div>
    </>
  );
}

/** Payments by why they are credited to nobody, the reason of most payments first. */
function byReason(payments: readonly ListedPayment[]): [UnattributedReason, ListedPayment[]][] {
  const reasons = new Map<UnattributedReason, ListedPayment[]>();
  for (const payment of payments) {
    const { reason } = payment.attribution;
    if (reason === null) continue;
    const those = reasons.get(reason) ?? [];
    reasons.set(reason, those);
    those.push(payment);
  }
  return [...reasons].sort(([, a], [, b]) => b.length - a.length);
}
