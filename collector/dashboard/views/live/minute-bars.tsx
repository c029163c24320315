import type { RealtimeAnswer } from '../../../contract/reports/realtime.ts';
import { tick } from '../../format/date.ts';
import { count } from '../../format/number.ts';

const MINUTES = 30;
const HEIGHT = 72;
/** Of a bar and the gap after it; the picture is stretched to its place. */
const BAR = 8;
const EVERY = 10;

interface Props {
  /** Null until they are known. */
  minutes: RealtimeAnswer['minutes'] | null;
}

/** Page views, and other events above them, of each of the last 30 minutes. */
export function MinuteBars({ minutes }: Props) {
  const shown = minutes ?? [];
  const most = Math.max(1, ...shown.map(({ pageviews, events }) => pageviews + events));
  const high = (number: number) => (number / most) * HEIGHT;
  return (
    <figure class="minute-bars">
      <svg viewBox={`0 0 ${MINUTES * EVERY} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {shown.map(({ date, pageviews, events }, place) => (
          <g key={date}>
            <title>{`${tick(date, 'minute')}: ${count(pageviews)} page views, ${count(events)} events`}</title>
            <rect class="ground" x={place * EVERY} y={HEIGHT - 1} width={BAR} height={1} />
            <rect x={place * EVERY} y={HEIGHT - high(pageviews)} width={BAR} height={high(pageviews)} />
            <rect
              class="other"
              x={place * EVERY}
              y={HEIGHT - high(pageviews + events)}
              width={BAR}
              height={high(events)}
            />
          </g>
        ))}
      </svg>
      <figcaption class="soft small">
        <span>30 minutes ago</span>
        <span>
          <i class="minute-swatch" aria-hidden="true" /> page views <i class="minute-swatch other" aria-hidden="true" />{' '}
          other events, at most {count(most)} a minute
        </span>
        <span>now</span>
      </figcaption>
      <div class="only-heard">
        <table>
          <caption>Page views and other events of each of the last 30 minutes</caption>
          <thead>
            <tr>
              <th scope="col">Minute</th>
              <th scope="col">Page views</th>
              <th scope="col">Other events</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ date, pageviews, events }) => (
              <tr key={date}>
                <th scope="row">{tick(date, 'minute')}</th>
                <td>{count(pageviews)}</td>
                <td>{count(events)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
