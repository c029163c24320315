import type { ReportMeta } from '../../contract/reports/report.ts';
import { formatTimestamp } from '../../contract/timestamp.ts';
import type { ReportSource } from '../../store/report-source.ts';
import type { ReportScope } from '../ask/report-question.ts';
import { formatLocal } from './buckets.ts';

/** What every report says about itself. `warnings` are the report's own. What is of the whole website is not told of a locked part. */
export async function reportMeta(
  source: ReportSource,
  question: Pick<ReportScope, 'website' | 'site' | 'range' | 'now'> & { locked?: boolean },
  warnings: string[] = [],
): Promise<ReportMeta> {
  const { website, site, range, now } = question;
  const dropped = (reason: 'lost' | 'bot' | 'referrer_spam') => source.dropped(site, reason, range.start, range.end);
  const fresh_as_of = formatTimestamp(now);
  const visitor_scope = website.settings.visitor_mode === 'cookieless' ? 'daily' : 'range';
  if (question.locked === true) return { fresh_as_of, visitor_scope, warnings };
  const givenUp = await dropped('lost');
  return {
    fresh_as_of,
    bots_excluded: await dropped('bot'),
    referrer_spam_excluded: await dropped('referrer_spam'),
    given_up_events: givenUp,
    visitor_scope,
    warnings: [
      ...(givenUp > 0
        ? [`Visitors’ browsers gave up ${givenUp} events before they could be sent: too old, or too many`]
        : []),
      ...warnings,
    ],
  };
}

/** The resolved range as people of the zone write it. */
export const periodOf = ({ range, timezone }: ReportScope) => ({
  start: formatLocal(range.start, timezone),
  end: formatLocal(range.end, timezone),
  timezone,
});
