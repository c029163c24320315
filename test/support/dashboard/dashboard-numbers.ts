import type { Page } from 'playwright-core';
import type { Metric } from '../../../collector/contract/vocabulary.ts';

/* Numbers as the dashboard shows them to a reader of American English: read off the page, and as they ought to be. */

export const LOCALE = 'en-US';

type Value = number | null | undefined;
type Kind = 'count' | 'money' | 'percent' | 'seconds';

const KINDS: Partial<Record<Metric, Kind>> = {
  revenue: 'money',
  gross_revenue: 'money',
  refunds: 'money',
  average_order_value: 'money',
  revenue_per_visitor: 'money',
  conversion_rate: 'percent',
  bounce_rate: 'percent',
  engaged_time: 'seconds',
  session_duration: 'seconds',
};
const kindOf = (metric: Metric): Kind => KINDS[metric] ?? 'count';

const write = (value: number, options: Intl.NumberFormatOptions): string =>
  new Intl.NumberFormat(LOCALE, options).format(value);

function time(value: number): string {
  const seconds = Math.round(value);
  const [large, small, name] =
    seconds < 3600
      ? [Math.floor(seconds / 60), seconds % 60, 'm s']
      : [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), 'h m'];
  const [first, second] = name.split(' ');
  return seconds < 60 ? `${seconds}s` : `${large}${first} ${small}${second}`;
}

/** A metric's value in full. */
export function exactly(metric: Metric, value: Value, currency: string): string {
  if (value === null || value === undefined) return '–';
  const kind = kindOf(metric);
  if (kind === 'money') return write(value, { style: 'currency', currency });
  if (kind === 'percent') return write(value / 100, { style: 'percent', maximumFractionDigits: 2 });
  return kind === 'seconds' ? time(value) : write(value, { maximumFractionDigits: 1 });
}

/** A metric's value as a headline or a cell has room for it. */
export function shortly(metric: Metric, value: Value, currency: string): string {
  if (value === null || value === undefined) return '–';
  const kind = kindOf(metric);
  if (kind === 'percent') return write(value / 100, { style: 'percent', maximumFractionDigits: 1 });
  if (kind === 'seconds') return time(value);
  const compact = { notation: 'compact', maximumFractionDigits: 1 } as const;
  if (kind === 'count') return Math.abs(value) < 10_000 ? exactly(metric, value, currency) : write(value, compact);
  if (Math.abs(value) < 100 && !Number.isInteger(value)) return exactly(metric, value, currency);
  const whole = { style: 'currency', currency } as const;
  return write(value, Math.abs(value) < 1_000_000 ? { ...whole, maximumFractionDigits: 0 } : { ...whole, ...compact });
}

export interface ShownCell {
  text: string;
  title: string;
}
export interface ShownRow {
  label: string;
  cells: ShownCell[];
}

/** The rows of the one table within whatever a selector finds. */
export function rowsOf(page: Page, selector: string): Promise<ShownRow[]> {
  return page.locator(`${selector} table tbody tr`).evaluateAll((rows) =>
    rows.map((row) => ({
      label: row.querySelector('th')?.textContent?.trim() ?? '',
      cells: [...row.querySelectorAll('td')].map((cell) => ({
        text: cell.textContent?.trim() ?? '',
        title: cell.getAttribute('title') ?? '',
      })),
    })),
  );
}

/** What a headline of the overview says, such as `Visitors`. */
export const headline = (page: Page, name: string): Promise<string | null> =>
  page
    .locator('.headline', { has: page.locator(`.headline-name:text-is("${name}")`) })
    .locator('.headline-value')
    .textContent();
