import type { DataQualityAnswer } from '../../../contract/reports/data-quality.ts';
import { counted, money } from '../../format/number.ts';
import { Panel } from '../../parts/panel.tsx';

interface Props {
  rows: DataQualityAnswer['campaign_links'];
  currency: string;
  stale: boolean;
}

/** Campaign links that somebody should mend, by what arrived. */
export function CampaignLinks({ rows, currency, stale }: Props) {
  const flaws = [...new Set(rows.map(({ flaw }) => flaw))];
  return (
    <Panel title="Campaign links" stale={stale}>
      {rows.length === 0 ? (
        <p class="soft">Nothing is wrong with the campaign links that visitors came by.</p>
      ) : (
        flaws.map((flaw) => {
          const links = rows.filter((row) => row.flaw === flaw);
          return (
            <section key={flaw}>
              <p>{links[0]?.message}.</p>
              <ul class="listed">
                {links.map(({ link, views, revenue }) => (
                  <li key={link}>
                    <code class="clip" title={link}>
                      {link}
                    </code>
                    <span class="number">
                      {counted(views, 'view')}
                      {revenue !== null && <>, {money(revenue, currency)}</>}
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          );
        })
      )}
    </Panel>
  );
}
