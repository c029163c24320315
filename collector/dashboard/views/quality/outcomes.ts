import type { DataQualityCounts } from '../../../contract/reports/data-quality.ts';

export type Outcome = keyof DataQualityCounts;

/** What may become of an event, from the best down. The bars are stacked in this order. */
export const OUTCOMES: readonly { id: Outcome; name: string; meaning: string }[] = [
  { id: 'accepted', name: 'Accepted', meaning: 'Stored and counted.' },
  {
    id: 'duplicate',
    name: 'Sent again',
    meaning: 'Came a second time under the same id, and counts once. Retries do that.',
  },
  { id: 'bot', name: 'Bots', meaning: 'Crawlers and headless browsers. Kept apart.' },
  { id: 'referrer_spam', name: 'Referrer spam', meaning: 'Visits made up to be seen in your reports.' },
  { id: 'excluded', name: 'Excluded', meaning: 'By your exclusions, or taken out afterwards.' },
  { id: 'gpc', name: 'Asked for privacy', meaning: 'Not counted, as the website is set to heed it.' },
  { id: 'tracking_disabled', name: 'Tracking off', meaning: 'Came while counting was turned off.' },
  { id: 'refused', name: 'Refused', meaning: 'Could not be taken; the reasons are below.' },
  { id: 'lost', name: 'Lost on the way', meaning: 'Given up by browsers before they could be sent.' },
];
