import type { z } from 'zod';
import { DATA_QUALITY_MAX_DAYS } from '../../contract/limits.ts';
import { invalid } from '../../contract/problem.ts';
import type { dataQualityQuery } from '../../contract/reports/data-quality.ts';
import type { Site } from '../../model/site.ts';
import { DAY_MS } from '../../model/time.ts';
import type { Website } from '../../model/website.ts';
import { parsePeriod } from './parse-period.ts';
import type { ReportScope } from './report-question.ts';

/** What arrived is told of a website as a whole: there is nothing to filter. */
export type DataQualityQuestion = Pick<ReportScope, 'website' | 'site' | 'range' | 'timezone'>;

/** Understands the parameters of `GET …/data-quality`. Nothing arrives before a website is made: there `all` begins. */
export function parseDataQuality(
  { timezone = undefined, ...named }: z.output<typeof dataQualityQuery>,
  website: Website,
  site: Site,
  now: number,
): DataQualityQuestion {
  const zone = timezone ?? website.timezone;
  const { range } = parsePeriod(named, zone, now, () => website.createdAt);
  if (range.end - range.start > (DATA_QUALITY_MAX_DAYS + 1) * DAY_MS) {
    throw invalid(named.start_date === undefined ? 'period' : 'start_date', `at most ${DATA_QUALITY_MAX_DAYS} days`);
  }
  return { website, site, range, timezone: zone };
}
