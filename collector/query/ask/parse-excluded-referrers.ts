import { invalid } from '../../contract/problem.ts';
import type { Period } from '../../contract/vocabulary.ts';
import type { QuestionContext } from './parse.ts';
import { parsePeriod } from './parse-period.ts';
import type { ReportScope } from './report-question.ts';

export interface ExcludedReferrersQuestion extends Pick<ReportScope, 'website' | 'site' | 'range' | 'timezone'> {
  /** The list as it would be. */
  proposed: string[];
}

/** Understands what a list of hosts that are no source is tried on. */
export function parseExcludedReferrers(
  proposed: string[],
  period: Period = '30d',
  { website, site, now, earliest }: Pick<QuestionContext, 'website' | 'site' | 'now' | 'earliest'>,
): ExcludedReferrersQuestion {
  if (period === 'custom') throw invalid('period', 'a period that needs no dates');
  const { timezone } = website;
  return { website, site, range: parsePeriod({ period }, timezone, now, earliest).range, timezone, proposed };
}
