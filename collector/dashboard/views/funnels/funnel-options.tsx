import { SESSION_DIMENSIONS } from '../../../contract/dimensions.ts';
import { dimensionName } from '../../format/label.ts';
import type { Funnel } from './funnel-address.ts';

const WINDOWS: readonly [string, string][] = [
  ['30m', '30 minutes'],
  ['1h', '1 hour'],
  ['1d', '1 day'],
  ['7d', '7 days'],
  ['30d', '30 days'],
  ['90d', '90 days'],
];

/** How steps are counted: within how long, in how many visits, and split by what. */
export function FunnelOptions({ funnel, onChange }: { funnel: Funnel; onChange(funnel: Funnel): void }) {
  const { window, scope, dimension } = funnel;
  return (
    <>
      <label class="inline">
        <span class="soft">Within</span>
        <select value={window} onChange={(event) => onChange({ ...funnel, window: event.currentTarget.value })}>
          {!WINDOWS.some(([id]) => id === window) && <option value={window}>{window}</option>}
          {WINDOWS.map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label class="inline">
        <span class="soft">In</span>
        <select
          value={scope}
          onChange={(event) =>
            onChange({ ...funnel, scope: event.currentTarget.value === 'session' ? 'session' : 'visitor' })
          }
        >
          <option value="visitor">any number of visits</option>
          <option value="session">one visit</option>
        </select>
      </label>
      <label class="inline">
        <span class="soft">Split by</span>
        <select
          value={dimension ?? ''}
          onChange={(event) => {
            const chosen = event.currentTarget.value;
            onChange({ ...funnel, dimension: SESSION_DIMENSIONS.find((one) => one === chosen) ?? null });
          }}
        >
          <option value="">nothing</option>
          {SESSION_DIMENSIONS.map((one) => (
            <option key={one} value={one}>
              {dimensionName(one)}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}
