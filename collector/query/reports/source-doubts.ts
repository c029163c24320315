import type { DataQualityAnswer } from '../../contract/reports/data-quality.ts';
import { majorUnits } from '../../model/money.ts';
import type { Touch } from '../../model/payment.ts';
import { sourceOfHost } from '../../model/sources/name-source.ts';
import { hostOf } from '../../model/sources/no-source.ts';
import { DAY_MS } from '../../model/time.ts';
import type { ReportSource } from '../../store/report-source.ts';
import type { DataQualityQuestion } from '../ask/parse-data-quality.ts';
import { percent } from '../count/metrics.ts';
import { findOrigin } from '../money/attribution.ts';
import type { EarnedPart } from '../money/money.ts';

/** Hosts that are named. */
const SHOWN = 20;

/** How hosts are called where people pay or sign in. */
const TELLING =
  /(?:^|[.-])(?:e?pay(?:ments?|ment-?page|gate|page|link)?|checkout|billing|3-?d-?s(?:ecure)?|acs|log-?in|sign-?(?:in|on|up)|sso|s?auth|oauth2?|idp?|identity|accounts?|passport|openid|adfs|saml|secure)\d*(?=[.-])/;

type Candidate = DataQualityAnswer['no_source_candidates'][number];

/**
 * Hosts that are credited with money, and may be pages to pay or to sign in: by their name, or because most of those payers
 * had come from elsewhere a day or less before.
 */
export async function findNoSourceCandidates(
  source: ReportSource,
  { website }: DataQualityQuestion,
  parts: EarnedPart[],
): Promise<Candidate[]> {
  const { currency, settings } = website;
  const total = parts.reduce((sum, { minor }) => sum + minor, 0);
  const hosts = new Map<string, { minor: number; credited: Set<string>; returned: Set<string> }>();
  for (const { payment, touch, minor } of parts) {
    const host = touch === null ? null : unknownHost(touch);
    if (touch === null || host === null || payment.type === 'trial') continue;
    const row = hosts.get(host) ?? { minor: 0, credited: new Set(), returned: new Set() };
    hosts.set(host, row);
    row.minor += minor;
    row.credited.add(payment.revenue_id);
    const { touches } = await findOrigin(source, payment, settings.attribution_lookback_days);
    if (touches.some((other) => isBefore(other, touch) && unknownHost(other) !== host)) {
      row.returned.add(payment.revenue_id);
    }
  }
  return [...hosts]
    .filter(([, { minor }]) => minor > 0)
    .flatMap(([host, { minor, credited, returned }]): (Candidate & { minor: number })[] => {
      const reason = TELLING.test(host) ? 'name' : returned.size * 2 > credited.size ? 'returns' : null;
      if (reason === null) return [];
      const share = total > 0 ? percent(minor, total) : null;
      return [
        {
          host,
          reason,
          minor,
          revenue: majorUnits(minor, currency),
          share,
          transactions: credited.size,
          message: `${share === null ? 'Revenue' : `${share} % of revenue`} is credited to ${host}: is that a source?`,
        },
      ];
    })
    .sort((a, b) => b.minor - a.minor || (a.host < b.host ? -1 : 1))
    .slice(0, SHOWN)
    .map(({ minor: _, ...candidate }) => candidate);
}

/** The host that a touch names as its source, if it is none that everybody knows. */
function unknownHost({ source, referrer, utm_source }: Touch): string | null {
  if (source === null || referrer === null || utm_source !== null) return null;
  const host = hostOf(referrer);
  return source === host && sourceOfHost(host).kind === 'other' ? host : null;
}

const isBefore = (other: Touch, touch: Touch): boolean =>
  other.event_id !== touch.event_id && other.time <= touch.time && touch.time - other.time <= DAY_MS;
