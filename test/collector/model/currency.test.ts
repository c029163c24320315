import { expect, it } from 'vitest';
import { findOrCreate } from '../../../collector/account/conversion-event.ts';
import { createWebsite, mergeWebsite } from '../../../collector/account/website.ts';
import { readRateFile } from '../../../collector/cli/rates/rate-file.ts';
import { conversionEventBody } from '../../../collector/contract/account/conversion-event.ts';
import { websiteCreateBody, websitePutBody } from '../../../collector/contract/account/website.ts';
import { Refusal } from '../../../collector/contract/problem.ts';
import { revenueBody } from '../../../collector/contract/revenue.ts';
import { normalizeRevenue } from '../../../collector/ingest/revenue.ts';
import { currencyExponent } from '../../../collector/model/money.ts';
import { parseCurrency } from '../../../collector/query/ask/parse.ts';
import { parseRevenueQuery } from '../../../collector/query/ask/parse-revenue.ts';
import { NOW, website } from '../ingest/deliver.ts';

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const CODES = LETTERS.flatMap((a) => LETTERS.flatMap((b) => LETTERS.map((c) => a + b + c)));
const isKnown = (code: string) => currencyExponent(code) !== null;
const KNOWN = CODES.filter(isKnown);
/** All that are known, among some four hundred that are not. */
const TRIED = CODES.filter((code, place) => isKnown(code) || place % 40 === 0);

const acme = website();
const today = new Date(NOW).toISOString().slice(0, 10);
const rateFile = (...lines: string[]) => readRateFile(lines.join('\n'), today);

/** Every place where somebody names a currency, and what it makes of the code. Refuses, or answers what it kept. */
const doors: Record<string, (code: string) => string | null | undefined> = {
  'a new website': (currency) => createWebsite(websiteCreateBody.parse({ domain: 'acme.com', currency }), NOW).currency,
  'a changed website': (currency) => mergeWebsite(acme, websitePutBody.parse({ currency }), null, NOW).website.currency,
  'a conversion event': (currency) =>
    findOrCreate([], conversionEventBody.parse({ event_name: 'buy', currency }), NOW).event.currency,
  'a payment': (currency) => {
    const body = revenueBody.parse({ website_id: 'acme', amount: 1, transaction_id: 't', currency });
    return normalizeRevenue(body, acme, NOW, { test: false, idSeed: null, secret: () => Buffer.alloc(32) }).payment
      .currency;
  },
  'a report': (currency) => parseCurrency(currency, [], acme.currency),
  'the list of payments': (currency) =>
    parseRevenueQuery(
      { website_id: 'acme', currency },
      { website: acme, site: acme.number, now: NOW, earliest: () => null },
    ).currency,
  'a file of rates': (currency) => {
    const base = currency.toUpperCase() === 'EUR' ? 'USD' : 'EUR';
    return rateFile('date,currency,rate,base', `2024-01-15,${currency},1.5,${base}`).rates[0]?.currency;
  },
  'a file of rates, as its base,': (currency) => {
    const other = currency.toUpperCase() === 'EUR' ? 'USD' : 'EUR';
    return rateFile('date,currency,rate,base', `2024-01-15,${other},1.5,${currency}`).rates[0]?.base;
  },
};

function passes(door: (code: string) => string | null | undefined, code: string): boolean {
  try {
    return door(code) === code.toUpperCase();
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

it('the currencies of today are known, the youngest among them', () => {
  expect(KNOWN).toEqual(expect.arrayContaining(['USD', 'EUR', 'JPY', 'KWD', 'XCG', 'SLE', 'VED']));
  expect(KNOWN.length).toBeGreaterThan(150);
});

it.each(Object.entries(doors))(
  '%s takes every currency that is known, in small letters too, and no other',
  (_, door) => {
    expect(TRIED.filter((code) => passes(door, code))).toEqual(KNOWN);
    expect(KNOWN.filter((code) => !passes(door, code.toLowerCase()))).toEqual([]);
  },
);
