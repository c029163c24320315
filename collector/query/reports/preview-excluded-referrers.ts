import type { ExcludedReferrersPreview } from '../../contract/account/excluded-referrers.ts';
import { DIRECT_LABEL, NOT_SET_LABEL } from '../../contract/vocabulary.ts';
import { majorUnits } from '../../model/money.ts';
import { type NoSourceRule, noSourceRule } from '../../model/sources/no-source.ts';
import type { ReportSource } from '../../store/report-source.ts';
import type { ExcludedReferrersQuestion } from '../ask/parse-excluded-referrers.ts';
import type { AnalyticsQuestion } from '../ask/question.ts';
import { formatLocal } from '../count/buckets.ts';
import { ofCurrency } from '../count/figures.ts';
import { percent } from '../count/metrics.ts';
import { currencyWarnings } from '../money/currency-warnings.ts';
import { type EarnedPart, earnedParts, sumParts } from '../money/money.ts';
import { websiteMoney } from '../money/website-money.ts';

/** Sources whose change is shown. */
const SHOWN = 100;

/** Answers `POST …/excluded-referrers/preview`: what would be credited otherwise under another list. */
export async function previewExcludedReferrers(
  source: ReportSource,
  question: ExcludedReferrersQuestion,
): Promise<ExcludedReferrersPreview> {
  const { website, range, timezone, proposed } = question;
  const { currency, settings } = website;
  const rule = noSourceRule(proposed);
  const money = websiteMoney(question);
  const before = await earnedParts(source, money, range);
  const after = await earnedParts(underRule(source, rule), money, range);
  const [was, is] = [bySource(before, money), bySource(after, money)];
  const changes = [...new Set([...was.keys(), ...is.keys()])]
    .map((name) => ({ name, from: was.get(name) ?? 0, to: is.get(name) ?? 0 }))
    .filter(({ from, to }) => from !== to)
    .sort((a, b) => Math.abs(b.to - b.from) - Math.abs(a.to - a.from) || (a.name < b.name ? -1 : 1));
  const total = [...was.values()].reduce((sum, minor) => sum + minor, 0);
  const moved = changes.reduce((sum, { from, to }) => sum + Math.max(0, from - to), 0);
  return {
    success: true,
    period: { start: formatLocal(range.start, timezone), end: formatLocal(range.end, timezone), timezone },
    attribution: settings.attribution_model,
    currency,
    sessions: await sessionsMoved(source, question, noSourceRule(settings.excluded_referrers), rule),
    revenue: majorUnits(total, currency),
    revenue_moved: majorUnits(moved, currency),
    share_moved: total > 0 ? percent(moved, total) : null,
    sources: changes.slice(0, SHOWN).map(({ name, from, to }) => ({
      source: name,
      revenue_before: majorUnits(from, currency),
      revenue_after: majorUnits(to, currency),
    })),
    warnings: currencyWarnings(before, currency),
  };
}

/** The same source as if the website's list were another. */
const underRule = (source: ReportSource, rule: NoSourceRule): ReportSource => ({
  ...source,
  touches: async (site, visitor, start, end, returns = false) => {
    const all = await source.touches(site, visitor, start, end, true);
    return all
      .map((touch) => ({ ...touch, no_source: rule(touch) }))
      .filter(({ no_source }) => returns || no_source === null);
  },
});

function bySource(
  parts: EarnedPart[],
  money: Pick<AnalyticsQuestion, 'currency' | 'attribution'>,
): Map<string, number> {
  const rows = sumParts(ofCurrency(parts, money.currency), ['source'], money);
  return new Map(rows.map(({ keys: [name = ''], gross, refunds }) => [name, gross + refunds]));
}

/** Sessions by what reports say of them now; a session without a source may have one that the present list takes from it. */
async function sessionsMoved(
  source: ReportSource,
  { site, range }: ExcludedReferrersQuestion,
  now: NoSourceRule,
  then: NoSourceRule,
): Promise<number> {
  const [rows = []] = await source.traffic({ site, ...range, filters: [], conversionEvents: [] }, [
    { buckets: null, dimensions: ['source', 'referrer'], medians: false },
  ]);
  const value = (label: string) => (label === DIRECT_LABEL || label === NOT_SET_LABEL ? null : label);
  return rows
    .filter(({ keys: [name = '', referrer = ''] }) => {
      const came = { source: value(name), referrer: value(referrer), utm_source: null };
      return (now(came) === null) !== (then(came) === null);
    })
    .reduce((sum, { sessions }) => sum + sessions, 0);
}
