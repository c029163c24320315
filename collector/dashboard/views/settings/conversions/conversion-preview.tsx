import { useEffect, useState } from 'preact/hooks';
import type { ConversionEventBody } from '../../../../contract/account/conversion-event.ts';
import { api } from '../../../api/client.ts';
import type { ApiProblem } from '../../../api/problem.ts';
import { asProblem } from '../../../api/use-report.ts';
import { date } from '../../../format/date.ts';
import { count, percent, shortMoney } from '../../../format/number.ts';

/** Answer of `POST …/conversion-events/preview`. */
interface Preview {
  conversions: number;
  converting_visitors: number;
  conversion_rate: number | null;
  conversion_value: number | null;
  events: { event_name?: string | null; page?: string | null; count: number }[];
  timeseries: { date: string; conversions: number }[];
}
interface Props {
  path: string;
  body: ConversionEventBody | null;
  currency: string;
}

/** So long after the last key the question is asked. */
const PAUSE_MS = 350;

/** What a definition would have counted in the last 30 days, while it is being written. */
export function ConversionPreview({ path, body, currency }: Props) {
  const key = body === null ? null : JSON.stringify(body);
  const [answer, setAnswer] = useState<{ key: string; preview: Preview } | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  useEffect(() => {
    if (key === null) return;
    let wanted = true;
    const timer = setTimeout(async () => {
      try {
        const preview = await api.post<Preview>(`${path}/preview`, { ...JSON.parse(key), period: '30d' });
        if (!wanted) return;
        setAnswer({ key, preview });
        setProblem(null);
      } catch (error) {
        if (wanted) setProblem(asProblem(error));
      }
    }, PAUSE_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [path, key]);
  return (
    <section class="preview" aria-label="Preview" aria-live="polite">
      <h3>What it would have counted in 30 days</h3>
      {problem !== null && key !== null ? (
        <p class="wrong small">{problem.message}</p>
      ) : answer === null || key === null ? (
        <p class="soft small">
          {key === null ? 'Say what happens, and the answer over your history stands here.' : 'Counting…'}
        </p>
      ) : (
        <div class={answer.key === key ? undefined : 'stale'}>
          <Counted preview={answer.preview} currency={currency} />
        </div>
      )}
    </section>
  );
}

function Counted({ preview, currency }: { preview: Preview; currency: string }) {
  const { conversions, converting_visitors, conversion_rate, conversion_value, events, timeseries } = preview;
  if (conversions === 0) return <p class="soft small">Nothing matched. It will count from now on, should it happen.</p>;
  const most = Math.max(...timeseries.map((day) => day.conversions), 1);
  return (
    <>
      <p>
        <b>{count(conversions)}</b> conversions by <b>{count(converting_visitors)}</b> visitors,{' '}
        {percent(conversion_rate, 2)} of all
        {conversion_value !== null && <>, worth {shortMoney(conversion_value, currency)}</>}
      </p>
      <div class="spark" aria-hidden="true">
        {timeseries.map((day) => (
          <span
            key={day.date}
            title={`${date(day.date.slice(0, 10))}: ${count(day.conversions)}`}
            style={{ height: `${(day.conversions / most) * 100}%` }}
          />
        ))}
      </div>
      <ul class="small matched">
        {events.map((event) => {
          const name = event.page ?? event.event_name ?? '';
          return (
            <li key={name}>
              <span class="clip" title={name}>
                {name}
              </span>
              <span class="number">{count(event.count)}</span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
