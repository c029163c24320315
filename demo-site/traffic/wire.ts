import type { Act, SentEvent } from './act.ts';
import { DAY, MINUTE, SECOND } from './calendar.ts';
import type { Person } from './population.ts';
import type { Random } from './random.ts';

/** Something that happened in a page. */
export interface Happened {
  at: number;
  name: string;
  properties: Record<string, unknown>;
}

/** Events so close together travel together. */
const GATHER = SECOND;
const REPEATED = 0.008;
const LATE = 0.006;
/** Browsers give up after a week. */
const LATE_MAX = 6 * DAY;

/** A visit's events as its browser sends them: mostly at once, some twice, some when the network is back. */
export function sendVisit(
  random: Random,
  person: Person,
  happened: readonly Happened[],
  send: (act: Act) => void,
): void {
  const tab = random.digits(16);
  const offlineFrom = random.chance(LATE) ? random.whole(0, happened.length - 1) : happened.length;
  for (const batch of batchesOf(happened.slice(0, offlineFrom))) {
    const at = (batch.at(-1) as Happened).at + 100 + Math.ceil(random.skewed(90, 0.7));
    send(browserAct(person, tab, batch, at));
    if (random.chance(REPEATED)) {
      send({ ...browserAct(person, tab, batch, at + random.whole(2 * SECOND, MINUTE)), repeat: true });
    }
  }
  const kept = happened.slice(offlineFrom);
  if (kept.length === 0) return;
  const back = (kept.at(-1) as Happened).at + Math.min(LATE_MAX, Math.ceil(random.skewed(100 * MINUTE, 1.6)) + SECOND);
  send(browserAct(person, tab, kept, back));
}

function batchesOf(happened: readonly Happened[]): Happened[][] {
  const batches: Happened[][] = [];
  for (const event of happened) {
    const batch = batches.at(-1);
    if (batch !== undefined && event.at - (batch.at(-1) as Happened).at <= GATHER) batch.push(event);
    else batches.push([event]);
  }
  return batches;
}

/** Events of one visit never share a millisecond, so that a tab's ids are unique. */
function browserAct(person: Person, tab: string, batch: readonly Happened[], at: number): Act {
  const { visitorId, address, agent, language, gpc, skew } = person;
  const onItsClock = (time: number) => new Date(time + skew).toISOString();
  return {
    kind: 'browser',
    at,
    repeat: false,
    address,
    userAgent: agent.userAgent(at),
    acceptLanguage: `${language},en;q=0.8`,
    gpc,
    sentAt: onItsClock(at),
    events: batch.map(
      ({ at: time, name, properties }): SentEvent => ({
        event_id: `evt_${time.toString(36)}${tab}`,
        event_name: name,
        ...(visitorId === null ? {} : { visitor_id: visitorId }),
        properties,
        timestamp: onItsClock(time),
      }),
    ),
  };
}
