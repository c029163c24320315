import { NOT_SET_LABEL, UNATTRIBUTED_LABEL } from '../../../contract/vocabulary.ts';
import { dimensionName } from '../../format/label.ts';
import { useSituation } from '../../state/context.ts';
import type { Row } from './panel-columns.ts';

/** Whether rows by a dimension tell nothing because the collector has no database of cities. */
export function useLacksCities(dimension: string): (rows: readonly Row[]) => boolean {
  const { knowsCities } = useSituation();
  const isLacking = !knowsCities && (dimension === 'city' || dimension === 'region');
  return (rows) => isLacking && rows.every(({ label }) => label === NOT_SET_LABEL || label === UNATTRIBUTED_LABEL);
}

/** How to get them. */
export function CityHint({ dimension }: { dimension: string }) {
  return (
    <div class="empty">
      <strong>{dimensionName(dimension, true)} need a city database</strong>
      Bizness comes with countries alone. Name a file in MaxMind’s format in <code>GEOIP_DB</code> where the collector
      is started: visits from then on have a region and a city. <code>bizness geoip check FILE</code> says what a file
      knows.
    </div>
  );
}
