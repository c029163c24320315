import type { ReportSource } from '../../store/report-source.ts';
import type { RetentionQuestion } from '../ask/report-question.ts';
import { findOrigin } from './attribution.ts';
import { currencyWarnings } from './currency-warnings.ts';
import { priceIn } from './exchange.ts';

/** A payment, renewal or refund and who paid it, if anybody is known. */
export interface PaidBy {
  visitor: string | null;
  time: number;
  /** Signed minor units of the question's currency. */
  minor: number;
}

/** The money of the range in the asked currency, converted where there are rates, by who paid it, a refund by who paid what it returns. */
export async function paymentsByPayer(
  source: ReportSource,
  { website, site, range, currency }: RetentionQuestion,
): Promise<{ paid: PaidBy[]; warnings: string[] }> {
  const priced = await priceIn(source, await source.payments(site, range.start, range.end), currency);
  const paid: PaidBy[] = [];
  for (const { payment, minor, currency: told } of priced) {
    if (told !== currency || payment.type === 'trial') continue;
    const { visitor } = await findOrigin(source, payment, website.settings.attribution_lookback_days);
    paid.push({ visitor, time: payment.time, minor });
  }
  return { paid, warnings: currencyWarnings(priced, currency) };
}
