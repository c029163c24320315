import type { RealtimeAnswer } from '../../../contract/reports/realtime.ts';
import { clock } from '../../format/date.ts';
import { label } from '../../format/label.ts';
import { Wide } from '../../parts/wide.tsx';
import { useSite } from '../../state/context.ts';

/** A map, because anybody may send an event named `constructor`. */
const EVENT_NAMES = new Map([['page_view', 'Page view']]);

interface Props {
  events: RealtimeAnswer['latest_events'];
}

/** What has just happened, newest first. */
export function LatestEvents({ events }: Props) {
  const { timezone } = useSite();
  return (
    <Wide title="The latest events">
      <table class="grid-table latest">
        <caption class="only-heard">The latest events of the last 30 minutes, newest first</caption>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">What</th>
            <th scope="col">Page</th>
            <th scope="col">Source</th>
            <th scope="col">Country</th>
          </tr>
        </thead>
        <tbody>
          {events.map(({ timestamp, event_name, page, source, country }, place) => (
            <tr key={`${timestamp} ${event_name} ${page} ${place}`}>
              <td class="no-wrap soft">{clock(timestamp, timezone)}</td>
              <td class="clip" title={event_name}>
                {EVENT_NAMES.get(event_name) ?? event_name}
              </td>
              <td class="clip" title={page}>
                {label('page', page)}
              </td>
              <td class="clip" title={source}>
                {label('source', source)}
              </td>
              <td class="clip">{label('country', country)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
