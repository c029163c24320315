import { describe, expect, it } from 'vitest';
import { listProperties } from '../../../collector/query/reports/list-properties.ts';
import { append, event, MINUTE, NOON, SITE } from '../../support/made-up.ts';
import { fleetingStore } from '../../support/temporary-store.ts';

describe('the properties of events', () => {
  const signup = (properties: string, over = {}) => event({ name: 'signup', properties, ...over });

  it('are told by how many events carry them, the commonest first, of one name or of all', async () => {
    const { store, source } = fleetingStore();
    await append(
      store,
      signup('{"plan":"pro","seats":3}'),
      signup('{"plan":"free"}', { time: NOON - MINUTE }),
      event({ name: 'invoice_sent', properties: '{"seats":1,"plan":"pro","total":9}' }),
      event({ name: 'page_leave', properties: '{"scroll_depth":80}' }),
    );
    expect(await listProperties(source, { site: SITE, eventName: 'signup' })).toEqual([
      { key: 'plan', events: 2 },
      { key: 'seats', events: 1 },
    ]);
    expect((await listProperties(source, { site: SITE, eventName: null })).map(({ key }) => key)).toEqual([
      'plan',
      'seats',
      'total',
    ]);
  });

  it('are those of the website alone, and none of an event nobody has sent', async () => {
    const { store, source } = fleetingStore();
    await append(store, signup('{"plan":"pro"}', { site: SITE + 2 }));
    expect(await listProperties(source, { site: SITE, eventName: null })).toEqual([]);
    expect(await listProperties(source, { site: SITE, eventName: 'nothing' })).toEqual([]);
  });
});
