import type { ConversionEvent } from '../../../contract/account/conversion-event.ts';
import type { ConversionEvents } from '../../registry/conversion-events.ts';
import type { Connection } from '../engine/connection.ts';
import type { Write } from '../write/commands/index.ts';

export function createConversionEvents(db: Connection, write: Write): ConversionEvents {
  const definitions = db
    .prepare<[number], string>('select definition from conversion_events where website = ? order by number')
    .pluck();
  return {
    conversionEvents: (of) => definitions.all(of.number).map((definition): ConversionEvent => JSON.parse(definition)),
    createConversionEvent: (of, event) => write('createConversionEvent', { website: of.number, event }),
    updateConversionEvent: (of, event) => write('updateConversionEvent', { website: of.number, event }),
  };
}
