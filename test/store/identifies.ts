import fc from 'fast-check';
import type { NewEvent } from '../../collector/model/event.ts';
import { event, MINUTE, NOON } from '../support/made-up.ts';

export const identify = (visitor: string | null, user: unknown, over: Partial<NewEvent> = {}) =>
  event({ name: 'identify', visitor, interactive: false, properties: JSON.stringify({ user_id: user }), ...over });

/** Ids at the edge between a user and nobody. */
const GIVEN = [
  'ann',
  'ann',
  'bob',
  'Ann',
  '  ',
  '',
  'null',
  'Undefined',
  '[object Object]',
  '0',
  0,
  42,
  -7,
  1.5,
  2 ** 53,
  true,
  null,
  ['ann'],
  'x'.repeat(128),
  'x'.repeat(129),
  '€'.repeat(42),
  '€'.repeat(43),
  'O’Brien "quoted"',
];

const anIdentify = fc.record({
  visitor: fc.constantFrom('v1', 'v1', 'v2', 'v3', null),
  user: fc.constantFrom(...GIVEN),
  minute: fc.integer({ min: 0, max: 9 }),
  name: fc.constantFrom('identify', 'identify', 'identify', 'signup'),
});

/** What a few visitors may say of who they are. */
export const someIdentifies = fc
  .array(anIdentify, { minLength: 1, maxLength: 12 })
  .map((planned) =>
    planned.map(({ visitor, user, minute, name }, index) =>
      identify(visitor, user, { event_id: `e${index}`, time: NOON + minute * MINUTE, name }),
    ),
  );
