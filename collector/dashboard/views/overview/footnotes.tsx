import type { OverviewAnswer } from '../../../contract/reports/overview.ts';
import { moment } from '../../format/date.ts';
import { count } from '../../format/number.ts';
import { warningWords } from '../../format/warning.ts';
import { useMay, useSite } from '../../state/context.ts';
import { Definitions } from './definitions.tsx';

/** What one should know of the numbers above. */
export function Footnotes({ answer }: { answer: OverviewAnswer }) {
  const site = useSite();
  const may = useMay();
  const { meta, period } = answer;
  const left = (meta.bots_excluded ?? 0) + (meta.referrer_spam_excluded ?? 0);
  const words = `${count(left)} events of bots and referrer spam left out`;
  return (
    <ul class="footnotes small soft">
      {meta.warnings.map((warning) => (
        <li key={warning}>{warningWords(warning)}</li>
      ))}
      {meta.visitor_scope === 'daily' && (
        <li>Ids live for a day here: somebody who came on two days counts as two visitors.</li>
      )}
      {left > 0 && <li>{may.leave ? <a href={`/sites/${encodeURIComponent(site.id)}/quality`}>{words}</a> : words}</li>}
      <li>
        <Definitions money={may.money} />
      </li>
      <li>
        As of {moment(meta.fresh_as_of, period.timezone)}, {period.timezone}
      </li>
    </ul>
  );
}
