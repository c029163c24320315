import type { StoredEvent } from '../../collector/model/event.ts';
import type { History } from './histories/history.ts';
import { findSessions } from './sessions.ts';

/** The events of a history as reports name their sources, and which of them came by a host that is no source. */
export interface Named {
  events: StoredEvent[];
  cameBack: Set<StoredEvent>;
}

/** Hosts of the histories that nobody is sent from, whoever the owner is. */
const BUILT_IN = ['stripe.com', 'paypal.com', 'accounts.google.com'];
/** Of the names in the histories, those that are the name of a host other than themselves. */
const NAME_OF_HOST: Record<string, string> = { 'google.com': 'Google' };

export function nameSources({ events, excludedReferrers }: History): Named {
  const cameBack = new Set<StoredEvent>();
  const excludes = (host: string) =>
    BUILT_IN.some((name) => isOrBelow(host, name)) ||
    excludedReferrers.some((entry) => {
      const name = entry.toLowerCase().replace('www.', '');
      return name.startsWith('*.') ? isOrBelow(host, name.slice(2)) && host !== name.slice(2) : isOrBelow(host, name);
    });
  const isNoSource = ({ source, referrer, utm_source }: StoredEvent) => {
    if (source !== null && excludes(source)) return true;
    const host = referrer?.split('/')[0];
    if (host === undefined || !excludes(host)) return false;
    return source === null || (utm_source === null && (source === host || source === NAME_OF_HOST[host]));
  };

  // How often each spelling is there: by the sessions that have it, and by the touches within sessions.
  const spelled = new Map<string, number>();
  const count = (source: string | null) => {
    if (source !== null) spelled.set(source, (spelled.get(source) ?? 0) + 1);
  };
  for (const { origin } of findSessions(events).sessions) count(origin.source);
  for (const event of events) if (event.tagged) count(event.source);
  const spell = (source: string) => {
    const same = [...spelled].filter(([other]) => other.toLowerCase() === source.toLowerCase());
    const most = Math.max(...same.map(([, often]) => often));
    return (
      same
        .filter(([, often]) => often === most)
        .map(([other]) => other)
        .toSorted()[0] ?? source
    );
  };

  const named = events.map((event): StoredEvent => {
    const { source } = event;
    if (!isNoSource(event)) return source === null ? event : { ...event, source: spell(source) };
    const back = source === null ? event : { ...event, source: null, channel: 'Direct' };
    cameBack.add(back);
    return back;
  });
  return { events: named, cameBack };
}

const isOrBelow = (host: string, name: string): boolean => host === name || host.endsWith(`.${name}`);
