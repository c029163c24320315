import type { DataQualityAnswer, DataQualityCounts } from '../../contract/reports/data-quality.ts';
import { formatTimestamp } from '../../contract/timestamp.ts';
import { OTHER_LABEL } from '../../contract/vocabulary.ts';
import { hostMatches } from '../../model/match/host-pattern.ts';
import { DROP_SENTENCES, explainRefusal } from '../../model/refusal.ts';
import type { Website } from '../../model/website.ts';
import type { ArrivedHost, LedgerRow, ReportSource } from '../../store/report-source.ts';
import type { DataQualityQuestion } from '../ask/parse-data-quality.ts';
import { type Bucket, buildBuckets, formatLocal } from '../count/buckets.ts';
import { ofCurrency } from '../count/figures.ts';
import { earnedParts } from '../money/money.ts';
import { websiteMoney } from '../money/website-money.ts';
import { findCampaignLinks } from './campaign-links.ts';
import { findNoSourceCandidates } from './source-doubts.ts';

/** Hosts of each outcome that are told one by one. */
const HOSTS = 100;

/** Answers `GET …/data-quality`. An hour of the ledger belongs to the day in which it begins. */
export async function answerDataQuality(
  source: ReportSource,
  question: DataQualityQuestion,
): Promise<DataQualityAnswer> {
  const { website, site, range, timezone } = question;
  const rows = await source.ledger(site, range.start, range.end);
  const hosts = await source.arrivedHosts(site, range.start, range.end);
  const parts = ofCurrency(await earnedParts(source, websiteMoney(question), range), website.currency);
  return {
    success: true,
    website_id: website.id,
    period: { start: formatLocal(range.start, timezone), end: formatLocal(range.end, timezone), timezone },
    days: daysOf(rows, buildBuckets(range, 'day', timezone)),
    totals: countsOf(rows),
    refused: reasonsOf(
      rows.filter(({ refused }) => refused),
      explainRefusal,
    ),
    dropped: reasonsOf(rows.filter(isDrop), (reason) => DROP_SENTENCES[reason as keyof typeof DROP_SENTENCES]),
    hostnames: [...hostsOf(hosts, 'accepted', website), ...hostsOf(hosts, 'refused', website)].sort(
      (a, b) => b.events - a.events,
    ),
    currency: website.currency,
    no_source_candidates: await findNoSourceCandidates(source, question, parts),
    campaign_links: await findCampaignLinks(source, question),
  };
}

function daysOf(rows: LedgerRow[], buckets: Bucket[]): DataQualityAnswer['days'] {
  const ordered = [...rows].sort((a, b) => a.hour - b.hour);
  let next = 0;
  return buckets.map(({ end, label }) => {
    const from = next;
    while (next < ordered.length && (ordered[next] as LedgerRow).hour < end) next++;
    return { date: label, ...countsOf(ordered.slice(from, next)) };
  });
}

const NOTHING: DataQualityCounts = {
  accepted: 0,
  duplicate: 0,
  refused: 0,
  bot: 0,
  referrer_spam: 0,
  excluded: 0,
  gpc: 0,
  tracking_disabled: 0,
  lost: 0,
};

function countsOf(rows: LedgerRow[]): DataQualityCounts {
  const counts = { ...NOTHING };
  for (const row of rows) {
    const name = countOf(row);
    if (name !== null) counts[name] += row.count;
  }
  return counts;
}

const EXCLUDED = new Set(['excluded_ip', 'excluded_path', 'excluded_country', 'owner']);

/** Which count a row of the ledger adds to. */
function countOf({ refused, outcome }: LedgerRow): keyof DataQualityCounts | null {
  if (refused) return 'refused';
  if (EXCLUDED.has(outcome)) return 'excluded';
  return Object.hasOwn(NOTHING, outcome) ? (outcome as keyof DataQualityCounts) : null;
}

const isDrop = ({ refused, outcome }: LedgerRow): boolean => !refused && Object.hasOwn(DROP_SENTENCES, outcome);

function reasonsOf(rows: LedgerRow[], explain: (reason: string) => string): DataQualityAnswer['refused'] {
  const counts = new Map<string, number>();
  for (const { outcome, count } of rows) counts.set(outcome, (counts.get(outcome) ?? 0) + count);
  return [...counts]
    .map(([reason, count]) => ({ reason, message: explain(reason), count }))
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}

/** The hosts of one outcome, most events first; those beyond the first hundred, and beyond what was kept, are one row. */
function hostsOf(
  hosts: ArrivedHost[],
  outcome: ArrivedHost['outcome'],
  { allowedDomains }: Website,
): DataQualityAnswer['hostnames'] {
  const named = hosts
    .filter((host) => host.outcome === outcome && host.hostname !== OTHER_LABEL)
    .sort((a, b) => b.events - a.events || (a.hostname < b.hostname ? -1 : 1));
  const rest = [
    ...named.slice(HOSTS),
    ...hosts.filter((host) => host.outcome === outcome && host.hostname === OTHER_LABEL),
  ];
  const shown = named.slice(0, HOSTS).map(({ hostname, events, lastAt }) => ({
    hostname,
    allowed: allowedDomains.some((pattern) => hostMatches(pattern, hostname)),
    outcome,
    events,
    last_at: formatTimestamp(lastAt),
  }));
  if (rest.length === 0) return shown;
  const events = rest.reduce((sum, host) => sum + host.events, 0);
  const lastAt = rest.reduce((latest, host) => Math.max(latest, host.lastAt), 0);
  return [...shown, { hostname: OTHER_LABEL, allowed: null, outcome, events, last_at: formatTimestamp(lastAt) }];
}
