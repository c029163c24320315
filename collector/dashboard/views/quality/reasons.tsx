import { count } from '../../format/number.ts';
import { Panel } from '../../parts/panel.tsx';
import { toDo } from './advice.ts';

interface Props {
  title: string;
  none: string;
  rows: readonly { reason: string; message: string; count: number }[];
  stale: boolean;
}

/** What stands between backticks, as code. */
const withCode = (text: string) =>
  text.split('`').map((part, place) => (place % 2 === 1 ? <code key={part}>{part}</code> : part));

/** Why events do not count, each as a sentence and with what to do. */
export function Reasons({ title, none, rows, stale }: Props) {
  return (
    <Panel title={title} stale={stale}>
      {rows.length === 0 ? (
        <p class="soft">{none}</p>
      ) : (
        <ul class="listed">
          {rows.map(({ reason, message, count: events }) => {
            const advice = toDo(reason);
            return (
              <li key={reason}>
                <div>
                  <p>{message}.</p>
                  {advice !== null && <p class="soft small">{withCode(advice)}</p>}
                </div>
                <span class="number">{count(events)}</span>
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
}
