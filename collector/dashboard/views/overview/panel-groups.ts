import type { Panel as PanelName } from '../../../contract/dimensions.ts';
import { isRevenueDimension, isSessionDimension } from '../../../contract/dimensions.ts';
import type { Metric } from '../../../contract/vocabulary.ts';

export interface Tab {
  /** A panel of the answer, or one that asks for itself. */
  id: PanelName | 'map' | 'properties';
  name: string;
}
export interface Group {
  title: string;
  tabs: readonly Tab[];
  wide?: true;
}

export const GROUPS: readonly Group[] = [
  {
    title: 'Where visitors come from',
    tabs: [
      { id: 'channel', name: 'Channels' },
      { id: 'source', name: 'Sources' },
      { id: 'utm_campaign', name: 'Campaigns' },
      { id: 'referrer', name: 'Referrers' },
    ],
  },
  {
    title: 'What they look at',
    tabs: [
      { id: 'page', name: 'Pages' },
      { id: 'page_section', name: 'Sections' },
      { id: 'entry_page', name: 'Entry' },
      { id: 'exit_page', name: 'Exit' },
    ],
  },
  {
    title: 'Where they are',
    tabs: [
      { id: 'map', name: 'Map' },
      { id: 'continent', name: 'Continents' },
      { id: 'country', name: 'Countries' },
      { id: 'region', name: 'Regions' },
      { id: 'city', name: 'Cities' },
      { id: 'timezone', name: 'Time zones' },
    ],
  },
  {
    title: 'What they use',
    tabs: [
      { id: 'browser', name: 'Browsers' },
      { id: 'os', name: 'Systems' },
      { id: 'device', name: 'Devices' },
      { id: 'screen', name: 'Screens' },
      { id: 'language', name: 'Languages' },
    ],
  },
  {
    title: 'What they do',
    wide: true,
    tabs: [
      { id: 'conversion_event', name: 'Conversions' },
      { id: 'event_name', name: 'Events' },
      { id: 'properties', name: 'Properties' },
      { id: 'product', name: 'Products' },
    ],
  },
];

/** The panels that the one request asks for. */
export const ASKED_PANELS = GROUPS.flatMap(({ tabs }) => tabs.map(({ id }) => id)).filter(
  (id): id is PanelName => id !== 'map' && id !== 'properties',
);

/** What a table tells of each row, the first being its bar. */
export function rowMetrics(dimension: string): readonly Metric[] {
  if (dimension === 'conversion_event') return ['visitors', 'conversions', 'conversion_rate'];
  if (isRevenueDimension(dimension)) return ['revenue', 'transactions'];
  if (isSessionDimension(dimension)) return ['visitors', 'revenue', 'revenue_per_visitor'];
  return ['visitors', isOfPages(dimension) ? 'pageviews' : 'events', 'conversions'];
}

/** The same with room for more. */
export function detailMetrics(dimension: string): readonly Metric[] {
  if (dimension === 'conversion_event') return ['visitors', 'sessions', 'conversions'];
  if (isRevenueDimension(dimension))
    return ['revenue', 'gross_revenue', 'refunds', 'transactions', 'customers', 'average_order_value'];
  if (isSessionDimension(dimension))
    return ['visitors', 'sessions', 'bounce_rate', 'conversion_rate', 'transactions', 'revenue', 'revenue_per_visitor'];
  // Only of a page it is known which visits entered there, and so could bounce.
  const rated: Metric[] = dimension === 'page' ? ['bounce_rate', 'scroll_depth'] : [];
  const counted = isOfPages(dimension) ? 'pageviews' : 'events';
  return ['visitors', 'sessions', counted, ...rated, 'conversions', 'conversion_rate'];
}

/** Whether a dimension of events divides page views first of all, such as by path or host. */
const isOfPages = (dimension: string): boolean => dimension !== 'event_name' && !dimension.startsWith('prop:');
