import type { RevenueListAnswer } from '../../../contract/reports/revenue-report.ts';
import { usePages } from '../../api/use-pages.ts';
import { CsvLink } from '../../parts/csv-link.tsx';
import { LeftOut } from '../../parts/left-out.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Empty, Progress, Trouble } from '../../parts/state.tsx';
import { useSite } from '../../state/context.ts';
import { none } from '../../state/filter-kinds.ts';
import { toQuery } from '../../state/question.ts';
import { useQuestion } from '../../state/use-question.ts';
import { PaymentTable } from './payment-table.tsx';
import { STATUS_NAMES, TYPE_NAMES } from './payment-words.ts';

/** Every payment, newest first; each says why it is credited as it is. */
export function Payments() {
  const site = useSite();
  const { question, param, setParam } = useQuestion();
  const transaction = param('transaction');
  const asked = {
    ...toQuery(site.id, question, { attribution: true, filters: none }),
    status: param('status'),
    type: param('type'),
  };
  // One transaction is told whenever it was.
  const query = transaction === null ? asked : { website_id: site.id, transaction_id: transaction };
  const { data, pages, stale, problem, reload, hasMore, waiting, more } = usePages<RevenueListAnswer>('/api/revenue', {
    ...query,
    limit: 50,
  });
  const payments = pages.flatMap((page) => page.payments);
  return (
    <Panel title="Payments" stale={stale} aside={<CsvLink path="/api/revenue" query={query} />}>
      <Progress waiting={(data === null && problem === null) || stale || waiting} />
      {problem !== null && <Trouble problem={problem} retry={reload} />}
      {transaction === null ? (
        <div class="form-line">
          <Select name="Status" param="status" words={STATUS_NAMES} />
          <Select name="Type" param="type" words={TYPE_NAMES} />
        </div>
      ) : (
        <p class="form-line">
          <span class="chip">
            <span class="clip">
              Transaction: <b>{transaction}</b>
            </span>
            <button type="button" aria-label="Show all payments" onClick={() => setParam('transaction', null)}>
              ×
            </button>
          </span>
        </p>
      )}
      <LeftOut what="Payments" understood={none} />
      {data !== null && payments.length === 0 ? (
        <Empty title="No payments here">
          Choose a longer period, or send your payments to POST /api/revenue from your server.
        </Empty>
      ) : (
        <PaymentTable payments={data === null ? null : payments} caption="Payments, newest first" />
      )}
      {hasMore && (
        <button type="button" class="button more" onClick={more} disabled={waiting}>
          More payments
        </button>
      )}
    </Panel>
  );
}

function Select({ name, param: key, words }: { name: string; param: string; words: Record<string, string> }) {
  const { param, setParam } = useQuestion();
  return (
    <label class="inline">
      <span class="soft">{name}</span>
      <select value={param(key) ?? ''} onChange={(event) => setParam(key, event.currentTarget.value || null)}>
        <option value="">All</option>
        {Object.entries(words).map(([id, text]) => (
          <option key={id} value={id}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
