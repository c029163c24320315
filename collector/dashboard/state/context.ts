import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { WebsiteAnswer } from '../../contract/account/website.ts';

/** Who looks. */
export interface Person {
  id: string;
  email: string;
  name: string | null;
  role: 'owner' | 'viewer';
  websites: string[] | null;
}

/** What the whole page knows. */
export interface Situation {
  /** Null behind a share link. */
  person: Person | null;
  websites: WebsiteAnswer[];
  /** Whether the collector has a database that tells cities. Nobody says so behind a share link, where it is not their business. */
  knowsCities: boolean;
  /** Asks anew who is there and which websites there are. */
  refresh(): Promise<void>;
}

export const SituationContext = createContext<Situation | null>(null);

export function useSituation(): Situation {
  const situation = useContext(SituationContext);
  if (situation === null) throw new Error('Outside of the page');
  return situation;
}

/** The website looked at, as far as whoever looks may know it. */
export interface Site {
  id: string;
  name: string;
  domain: string;
  timezone: string;
  currency: string;
}

/** The one website a view is about. */
export const SiteContext = createContext<Site | null>(null);

export function useSite(): Site {
  const site = useContext(SiteContext);
  if (site === null) throw new Error('Outside of a website');
  return site;
}

/** What whoever looks may do. */
export const MayContext = createContext({ write: false, money: true, leave: true });
export const useMay = () => useContext(MayContext);
