import type { JudgedTouch } from '../../../contract/reports/revenue-report.ts';
import { moment } from '../../format/date.ts';
import { money, NONE, percent } from '../../format/number.ts';
import { Wide } from '../../parts/wide.tsx';

interface Props {
  touches: readonly JudgedTouch[];
  currency: string;
  zone: string;
}

/** The touches of a payer in order of time, with what each earned, and why. */
export function Touches({ touches, currency, zone }: Props) {
  return (
    <Wide title="Touches of the payer">
      <table class="grid-table touches">
        <caption class="only-heard">Touches of the payer, oldest first</caption>
        <thead>
          <tr>
            <th scope="col">Touch</th>
            <th scope="col">Came from</th>
            <th scope="col">Entered at</th>
            <th scope="col" class="number">
              Credit
            </th>
            <th scope="col">Because</th>
          </tr>
        </thead>
        <tbody>
          {touches.map((touch) => (
            <tr key={touch.event_id} class={touch.reason === null ? undefined : 'soft'}>
              <td class="no-wrap">{moment(touch.timestamp, zone)}</td>
              <td class="clip" title={cameFrom(touch)}>
                {cameFrom(touch)}
              </td>
              <td class="clip" title={touch.entry_page ?? undefined}>
                {touch.entry_page ?? NONE}
              </td>
              <td class={`number${touch.reason === null ? ' money' : ''}`}>
                {touch.reason === null ? `${money(touch.credit, currency)} · ${percent(touch.percent, 0)}` : NONE}
              </td>
              <td>{touch.explanation}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function cameFrom({ source, channel, campaign }: JudgedTouch): string {
  const place = source === null || source === channel ? channel : `${source} (${channel})`;
  return campaign === null ? place : `${place}, ${campaign}`;
}
