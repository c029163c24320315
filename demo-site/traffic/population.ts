import { AGENTS, type Agent } from './agents.ts';
import { SECOND } from './calendar.ts';
import type { Country } from './countries.ts';
import type { Random } from './random.ts';

/** Somebody with a browser. */
export interface Person {
  /** As the tag keeps it; null where it may keep none. */
  visitorId: string | null;
  country: Country;
  address: string;
  agent: Agent;
  language: string;
  screenWidth: number;
  /** The browser sends `Sec-GPC: 1`. */
  gpc: boolean;
  /** How far (ms) its clock is ahead. */
  skew: number;
}

const PRIVATE = 0.05;
const WRONG_CLOCK = 0.02;

export function createPerson(random: Random, country: Country): Person {
  const agent = random.weighted(AGENTS, ({ share }) => share);
  const gpc = random.chance(PRIVATE);
  return {
    visitorId: gpc ? null : `vis_${random.digits(16)}`,
    country,
    agent,
    gpc,
    address: addressIn(random, country),
    language: random.pick(country.languages),
    screenWidth: random.pick(agent.screens),
    skew: random.chance(WRONG_CLOCK) ? Math.round(random.normal(0, 900 * SECOND)) : 0,
  };
}

const ELSEWHERE = 0.25;

/** Comes back, maybe from another network. Somebody without an id cannot be told to have come back. */
export function comeBack(random: Random, person: Person): Person {
  return random.chance(ELSEWHERE) ? { ...person, address: addressIn(random, person.country) } : person;
}

function addressIn(random: Random, { networks }: Country): string {
  const network = random.pick(networks);
  if (!network.includes(':')) return `${network}.${random.whole(0, 255)}.${random.whole(1, 254)}`;
  const group = () => random.whole(1, 0xffff).toString(16);
  return `${network}:${group()}:${group()}::${group()}`;
}
