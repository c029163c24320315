import { VISIT_ATTRIBUTES } from '../../../contract/dimensions.ts';
import type { NewEvent } from '../../../model/event.ts';

/** The columns of an event, `session` apart, in the order rows travel to the writer. */
export const EVENT_COLUMNS = [
  'site',
  'event_id',
  'time',
  'received',
  'follows',
  'place',
  'name',
  'visitor',
  'session_id',
  'opens_session',
  'hostname',
  'page',
  'tagged',
  'link_flaws',
  'interactive',
  'engaged_seconds',
  'properties',
  ...VISIT_ATTRIBUTES,
] as const;

/** What the writer needs beside the columns. */
const WRITER_FIELDS = ['fixed_time', 'previous_visitor', 'exclusion'] as const;

export type Scalar = string | number | null;
export type EventRow = Record<(typeof EVENT_COLUMNS)[number], Scalar>;

/** An event as a plain array: half the cost of an object on the way between threads. */
export type PackedEvent = Scalar[];

export function packEvent(event: NewEvent): PackedEvent {
  const packed: PackedEvent = [];
  for (const column of EVENT_COLUMNS) packed.push(toScalar(event[column]));
  for (const field of WRITER_FIELDS) packed.push(toScalar(event[field]));
  return packed;
}

const toScalar = (value: Scalar | boolean): Scalar => (typeof value === 'boolean' ? Number(value) : value);

const at = (column: (typeof EVENT_COLUMNS)[number]): number => EVENT_COLUMNS.indexOf(column);

/** Places of the columns that the writer itself looks at. */
export const PLACE = {
  site: at('site'),
  event_id: at('event_id'),
  time: at('time'),
  received: at('received'),
  follows: at('follows'),
  place: at('place'),
  name: at('name'),
  visitor: at('visitor'),
  session_id: at('session_id'),
  opens_session: at('opens_session'),
  hostname: at('hostname'),
  page: at('page'),
  interactive: at('interactive'),
  engaged_seconds: at('engaged_seconds'),
  properties: at('properties'),
  /** The first of the visit's attributes; the others follow. */
  visit: EVENT_COLUMNS.length - VISIT_ATTRIBUTES.length,
  fixed_time: EVENT_COLUMNS.length,
  previous_visitor: EVENT_COLUMNS.length + 1,
  exclusion: EVENT_COLUMNS.length + 2,
  /** Its row's number, which the writer gives. */
  seq: EVENT_COLUMNS.length + 3,
} as const;
