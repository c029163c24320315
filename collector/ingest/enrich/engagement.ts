import { PAGE_LEAVE } from '../../contract/vocabulary.ts';
import type { Step } from '../step.ts';

/** Nobody looks at one page for more than a day. */
const ENGAGED_MAX_SECONDS = 24 * 60 * 60;

/** How long the page was looked at, and whether the event says that somebody acted. */
export const engagement: Step = (draft) => {
  const { row, properties } = draft;
  row.interactive = !(Object.hasOwn(properties, 'interactive') && properties.interactive === false);
  if (row.name === PAGE_LEAVE && Object.hasOwn(properties, 'engaged_seconds')) {
    row.engaged_seconds = seconds(properties.engaged_seconds);
  }
  return draft;
};

function seconds(value: unknown): number {
  if (typeof value !== 'number' || !(value > 0)) return 0;
  return Math.min(Math.round(value), ENGAGED_MAX_SECONDS);
}
