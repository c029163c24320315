import { describe, expect, it } from 'vitest';
import type { Act } from '../../../demo-site/traffic/act.ts';
import { COUNTRIES, type Country } from '../../../demo-site/traffic/countries.ts';
import { createPerson } from '../../../demo-site/traffic/population.ts';
import { createRandom, type Random } from '../../../demo-site/traffic/random.ts';
import { type Happened, sendVisit } from '../../../demo-site/traffic/wire.ts';

const START = Date.parse('2026-03-02T10:00:00Z');
const DAY = 86_400_000;
const happened: Happened[] = [0, 300, 90_000, 90_015].map((after) => ({
  at: START + after,
  name: 'page_view',
  properties: {},
}));

/** What a browser sends when chance always, or never, says yes. */
function sent(over: Partial<Random>, clock = 0): Act[] {
  const random = { ...createRandom(1), ...over };
  const acts: Act[] = [];
  const person = { ...createPerson(random, COUNTRIES[0] as Country), skew: clock };
  sendVisit(random, person, happened, (act) => acts.push(act));
  return acts;
}

const browserActs = (acts: Act[]) => acts.filter((act) => act.kind === 'browser');

describe('what a browser sends', () => {
  it('gathers what happens together, and sends it at once', () => {
    const acts = browserActs(sent({ chance: () => false }));
    expect(acts.map(({ events }) => events.length)).toEqual([2, 2]);
    for (const { at, events } of acts) expect(at - Date.parse(events.at(-1)?.timestamp ?? '')).toBeLessThan(5000);
  });

  it('keeps what it cannot send, and gives it up before the collector would refuse it', () => {
    const acts = browserActs(sent({ chance: () => true, whole: (from) => from, skewed: () => 1e12 }));
    expect(acts.map(({ events }) => events.length)).toEqual([4]);
    const age = (acts[0]?.at ?? 0) - START;
    expect(age).toBeGreaterThan(5 * DAY);
    expect(age).toBeLessThan(7 * DAY);
  });

  it('sends a repeat with the same events, and the time of its own sending', () => {
    const always = { chance: () => true, whole: (_from: number, to: number) => to };
    const [first, again] = browserActs(sent(always));
    expect(again).toMatchObject({ repeat: true, events: first?.events });
    expect(Date.parse(again?.sentAt ?? '') - Date.parse(first?.sentAt ?? '')).toBe((again?.at ?? 0) - (first?.at ?? 0));
  });

  it('tells all times by its own clock', () => {
    const [act] = browserActs(sent({ chance: () => false }, 3_600_000));
    expect(Date.parse(act?.sentAt ?? '')).toBe((act?.at ?? 0) + 3_600_000);
    expect(act?.events[0]?.timestamp).toBe(new Date(START + 3_600_000).toISOString());
  });
});
