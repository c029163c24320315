import type { DataQualityAnswer } from '../../../contract/reports/data-quality.ts';
import { ago } from '../../format/date.ts';
import { count } from '../../format/number.ts';
import { Panel } from '../../parts/panel.tsx';
import { Trouble } from '../../parts/state.tsx';
import { Wide } from '../../parts/wide.tsx';
import { useMay } from '../../state/context.ts';
import { useChangeWebsite } from './use-change-website.ts';

interface Props {
  rows: DataQualityAnswer['hostnames'];
  stale: boolean;
  onChanged(): void;
}

/** Where events came from by the host of their page: yours, and who has copied your tag. */
export function Hostnames({ rows, stale, onChanged }: Props) {
  const may = useMay();
  const { change, problem } = useChangeWebsite(onChanged);
  const allow = (host: string) => change(({ allowed_domains }) => ({ allowed_domains: [...allowed_domains, host] }));
  return (
    <Panel title="Hostnames" stale={stale}>
      <p class="soft small">
        Hosts of pages that sent events. A foreign one has copied your tag, or is a preview or a translation of your
        site.
      </p>
      {problem !== null && <Trouble problem={problem} />}
      {rows.length === 0 ? (
        <p class="soft">No page has sent anything in this period.</p>
      ) : (
        <Wide title="Hosts, in a table">
          <table class="plain-table hostnames">
            <caption class="only-heard">Hostnames, what became of their events, and whether they are allowed</caption>
            <thead>
              <tr>
                <th scope="col">Host</th>
                <th scope="col">Events</th>
                <th scope="col" class="number">
                  How many
                </th>
                <th scope="col">Last</th>
                <th scope="col">Allowed</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ hostname, allowed, outcome, events, last_at }) => (
                <tr key={`${hostname} ${outcome}`}>
                  <th scope="row" class="clip" title={hostname}>
                    {hostname === '(other)' ? 'All others' : hostname}
                  </th>
                  <td>{outcome === 'accepted' ? 'Counted' : 'Refused'}</td>
                  <td class="number">{count(events)}</td>
                  <td class="soft">{ago(last_at)}</td>
                  <td>
                    {allowed === null ? (
                      '–'
                    ) : allowed ? (
                      'Yes'
                    ) : may.write ? (
                      <button
                        type="button"
                        class="button"
                        aria-label={`Allow ${hostname}`}
                        onClick={() => void allow(hostname)}
                      >
                        Allow
                      </button>
                    ) : (
                      'No'
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </Panel>
  );
}
