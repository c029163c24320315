import { describe } from 'vitest';
import { describeErasure } from './erasure.ts';
import { describeEvents } from './events.ts';
import { describeExclusions } from './exclusions.ts';
import { describeExports } from './exports.ts';
import { describeLasting } from './lasting.ts';
import type { Door, Open } from './opened.ts';
import { describePayments } from './payments.ts';
import { describePeople } from './people.ts';
import { describeRegistry } from './registry.ts';
import { describeReports } from './reports.ts';
import { describeSessions } from './sessions.ts';
import { describeUsers } from './users.ts';

/*
 * What a store promises, said of any store. A further engine runs the same: nothing here knows how a store keeps what it
 * is given, only what is promised in collector/store.
 */

/**
 * States every promise of a store.
 *
 * @param open Opens one for a single test. It need not last: hundreds of tests ask only what a store holds.
 * @param door Opens those that last, in data directories.
 */
export function describeStore(name: string, open: Open, door: Door): void {
  describe(name, () => {
    describeEvents(open);
    describeSessions(open);
    describeUsers(open);
    describePayments(open);
    describeExclusions(open);
    describeErasure(open);
    describeRegistry(open);
    describePeople(open);
    describeExports(open);
    describeReports(open);
    describeLasting(door);
  });
}
