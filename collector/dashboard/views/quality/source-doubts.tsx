import type { DataQualityAnswer } from '../../../contract/reports/data-quality.ts';
import { counted, money } from '../../format/number.ts';
import { Panel } from '../../parts/panel.tsx';
import { Trouble } from '../../parts/state.tsx';
import { useMay, useSite } from '../../state/context.ts';
import { useChangeWebsite } from './use-change-website.ts';

interface Props {
  rows: DataQualityAnswer['no_source_candidates'];
  currency: string;
  stale: boolean;
  onChanged(): void;
}

const WHY = {
  name: 'Its name is that of a page to pay or to sign in',
  returns: 'Most of these payers had come from elsewhere within a day',
} as const;

/** Hosts that are credited with money and may have brought nobody. */
export function SourceDoubts({ rows, currency, stale, onChanged }: Props) {
  const site = useSite();
  const may = useMay();
  const { change, problem } = useChangeWebsite(onChanged);
  const exclude = (host: string) =>
    change(({ settings }) => ({ settings: { excluded_referrers: [...settings.excluded_referrers, host] } }));
  return (
    <Panel title="Are these sources?" stale={stale}>
      {problem !== null && <Trouble problem={problem} />}
      {rows.length === 0 ? (
        <p class="soft">No revenue is credited to a host that looks like a page to pay or to sign in.</p>
      ) : (
        <ul class="listed">
          {rows.map(({ host, message, reason, revenue, transactions }) => (
            <li key={host}>
              <div>
                <p>{message}</p>
                <p class="soft small">
                  {WHY[reason]}: {money(revenue, currency)}, {counted(transactions, 'payment')}.{' '}
                  <a class="link" href={`/sites/${encodeURIComponent(site.id)}/settings/attribution`}>
                    Try it out
                  </a>
                </p>
              </div>
              {may.write && (
                <button
                  type="button"
                  class="button"
                  aria-label={`${host} is no source`}
                  onClick={() => void exclude(host)}
                >
                  No source
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
