import type { Country } from './countries.ts';
import type { Random } from './random.ts';

export type PlanName = 'solo' | 'studio' | 'agency';

/** What is sold: the price of a month in euros, dollars, pounds and francs alike; a year costs ten. */
export const PLANS: Record<PlanName, { name: string; monthly: number; share: number }> = {
  solo: { name: 'Solo', monthly: 12, share: 52 },
  studio: { name: 'Studio', monthly: 29, share: 36 },
  agency: { name: 'Agency', monthly: 79, share: 12 },
};

/** Currencies in which those numbers would be too small. */
const FACTORS: Record<string, number> = { JPY: 150, SEK: 11 };
const YEAR_COSTS = 10;

/** Somebody who has signed up. */
export interface Account {
  userId: string;
  email: string;
  plan: PlanName;
  yearly: boolean;
  currency: string;
}

export function createAccount(random: Random, country: Country): Account {
  const number = random.digits(8);
  return {
    userId: `user_${number}`,
    email: `person.${number}@mail.example`,
    plan: random.weighted(Object.keys(PLANS) as PlanName[], (name) => PLANS[name].share),
    yearly: random.chance(0.28),
    currency: country.currency,
  };
}

/** Major units of one payment. */
export function priceOf({ plan, yearly, currency }: Account): number {
  return PLANS[plan].monthly * (FACTORS[currency] ?? 1) * (yearly ? YEAR_COSTS : 1);
}

/** As it stands on the invoice. */
export const productOf = ({ plan, yearly }: Account): string => `${PLANS[plan].name}, ${yearly ? 'yearly' : 'monthly'}`;
