import type { ConversionEvent } from '../../contract/account/conversion-event.ts';
import { invalid } from '../../contract/problem.ts';
import type { Period } from '../../contract/vocabulary.ts';
import type { Site } from '../../model/site.ts';
import type { QuestionContext } from './parse.ts';
import { parsePeriod } from './parse-period.ts';
import type { Range } from './question.ts';

/** What figures of conversion events are counted over, and in which money. */
interface ConversionScope {
  site: Site;
  range: Range;
  timezone: string;
  currency: string;
  lookbackDays: number;
}

export interface ConversionStatsQuestion extends ConversionScope {
  conversionEvents: ConversionEvent[];
}

export interface ConversionPreviewQuestion extends ConversionScope {
  event: ConversionEvent;
}

/** Understands the period that conversion events are counted over; all else is as the website has it. */
export function parseConversionScope(
  period: Period = '30d',
  { website, site, now, earliest }: Pick<QuestionContext, 'website' | 'site' | 'now' | 'earliest'>,
): ConversionScope {
  if (period === 'custom') throw invalid('period', 'a period that needs no dates');
  const { timezone, currency, settings } = website;
  const { range } = parsePeriod({ period }, timezone, now, earliest);
  return { site, range, timezone, currency, lookbackDays: settings.attribution_lookback_days };
}
