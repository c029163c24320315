import { type Step, stepValue } from './funnel-address.ts';
import type { Suggestions } from './use-suggestions.ts';

export interface NamedSteps {
  name: string;
  steps: Step[];
}

/** Pages that tell what a thing costs. */
const PRICES = /pric|plan|tarif|preis|precio|prix/i;

/** Two funnels of the website's own pages and conversions, for who has none yet; fewer where it has too little. */
export function readyMade({ pages, entries, events, conversions }: Suggestions): NamedSteps[] {
  const page = (path: string | undefined): Step[] =>
    path === undefined ? [] : [{ kind: 'page', value: stepValue('page', path) }];
  const goal = conversions.find(({ type }) => type === 'event') ?? conversions[0];
  const last: Step[] =
    goal !== undefined
      ? [{ kind: 'conversion', value: goal.id }]
      : events[0] !== undefined
        ? [{ kind: 'event', value: stepValue('event', events[0]) }]
        : [];
  const entry = entries[0];
  const middle = pages.find((path) => PRICES.test(path) && path !== entry) ?? pages.find((path) => path !== entry);
  const end = goal?.name ?? events[0] ?? '';
  return [
    { name: `${entry} → ${middle} → ${end}`, steps: [...page(entry), ...page(middle), ...last] },
    { name: `Any page → ${end}`, steps: [{ kind: 'page' as const, value: '/**' }, ...last] },
  ].filter(({ steps }, place) => last.length > 0 && steps.length === (place === 0 ? 3 : 2));
}
