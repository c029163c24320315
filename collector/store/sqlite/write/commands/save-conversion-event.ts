import type { ConversionEvent } from '../../../../contract/account/conversion-event.ts';
import type { Connection } from '../../engine/connection.ts';

export interface SaveConversionEvent {
  /** The website's number. */
  website: number;
  event: ConversionEvent;
}

const row = ({ website, event }: SaveConversionEvent) => ({
  id: event.id,
  website,
  name: event.name,
  active: Number(event.active),
  definition: JSON.stringify(event),
});

/** Adds a conversion event unless an active one has its name, or the website is gone. */
export function createConversionEvent(db: Connection): (request: SaveConversionEvent) => boolean {
  const insert = db.prepare(
    `insert into conversion_events (id, website, name, active, definition)
     select @id, number, @name, @active, @definition from websites where number = @website on conflict do nothing`,
  );
  return (request) => insert.run(row(request)).changes > 0;
}

/** Replaces a conversion event unless another active one has its name. */
export function updateConversionEvent(db: Connection): (request: SaveConversionEvent) => boolean {
  const update = db.prepare(
    `update or ignore conversion_events set name = @name, active = @active, definition = @definition
     where id = @id and website = @website`,
  );
  return (request) => update.run(row(request)).changes > 0;
}
