import type { ConversionEventBody } from '../../../../contract/account/conversion-event.ts';
import { date } from '../../../format/date.ts';
import { count, percent, shortMoney } from '../../../format/number.ts';
import { usePreview } from '../use-preview.ts';

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

/** What a definition would have counted in the last 30 days, while it is being written. */
export function ConversionPreview({ path, body, currency }: Props) {
  const { preview, stale, problem } = usePreview<Preview>(`${path}/preview`, body && { ...body, period: '30d' });
  return (
    <section class="preview" aria-label="Preview" aria-live="polite">
      <h3>What it would have counted in 30 days</h3>
      {problem !== null && body !== null ? (
        <p class="wrong small">{problem.message}</p>
      ) : preview === null || body === null ? (
        <p class="soft small">
          {body === null ? 'Say what happens, and the answer over your history stands here.' : 'Counting…'}
        </p>
      ) : (
        <div class={stale ? 'stale' : undefined}>
          <Counted preview={preview} currency={currency} />
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
