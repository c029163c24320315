import type Big from 'big.js';
import { invalid } from '../contract/problem.ts';
import { REVENUE_TYPE_ALIASES, type RevenueBody, type RevenueType } from '../contract/revenue.ts';

/** Boolean spellings, each with the type it stands for. */
const SPELLINGS = { renewal: 'renewal', refunded: 'refund', is_free_trial: 'trial' } as const;
type Spelling = keyof typeof SPELLINGS;

/**
 * What kind of money this is: what the caller says, in whichever spelling, else what the sign says. Throws a Refusal
 * naming the field that contradicts the others.
 */
export function revenueType(body: RevenueBody, amount: Big, minor: number): RevenueType {
  const said = saidType(body);
  const negative = amount.lt(0);
  if (said !== null) {
    if (negative && said !== 'refund') throw invalid('amount', `amount of 0 or more for a ${said}`);
    // Nothing was paid, whatever it was called: it must not lower the average of what was.
    return minor === 0 && said !== 'refund' ? 'trial' : said;
  }
  // `refunded:false` and its like rule out what the amount alone would have meant.
  if (negative) {
    if (body.refunded === false) throw contradiction('refunded');
    return 'refund';
  }
  return minor === 0 ? 'trial' : 'payment';
}

function saidType(body: RevenueBody): RevenueType | null {
  let said: RevenueType | null = body.type == null ? null : plainType(body.type);
  for (const field of Object.keys(SPELLINGS) as Spelling[]) {
    if (body[field] !== true) continue;
    if (said !== null && said !== SPELLINGS[field]) throw contradiction(field);
    said = SPELLINGS[field];
  }
  for (const field of Object.keys(SPELLINGS) as Spelling[]) {
    if (body[field] === false && said === SPELLINGS[field]) throw contradiction(field);
  }
  return said;
}

const contradiction = (field: Spelling) =>
  invalid(field, 'a value that agrees with the type and the sign of the amount', 'INVALID_VALUE', 'boolean');

function plainType(type: NonNullable<RevenueBody['type']>): RevenueType {
  return type === 'sale' || type === 'subscription' ? REVENUE_TYPE_ALIASES[type] : type;
}
