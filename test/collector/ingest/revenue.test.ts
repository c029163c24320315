import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { presentProblem, Refusal } from '../../../collector/contract/problem.ts';
import { type RevenueBody, revenueBody } from '../../../collector/contract/revenue.ts';
import { type Ids, normalizeRevenue } from '../../../collector/ingest/revenue.ts';
import { currencyExponent, majorUnits } from '../../../collector/model/money.ts';
import type { Website } from '../../../collector/model/website.ts';
import { NOW, website } from './deliver.ts';

const ids = (rest: Partial<Ids> = {}): Ids => ({
  test: false,
  idSeed: null,
  secret: () => Buffer.alloc(32, 1),
  ...rest,
});
const normalize = (body: Partial<RevenueBody>, site: Website = website(), rest: Partial<Ids> = {}) =>
  normalizeRevenue(
    revenueBody.parse({ website_id: 'acme', amount: 29.99, transaction_id: 't', ...body }),
    site,
    NOW,
    ids(rest),
  );
const money = (amount: RevenueBody['amount'], currency = 'USD', rest: Partial<RevenueBody> = {}) => {
  const { payment, warnings } = normalize({ amount, currency, ...rest });
  return [payment.minor, ...warnings.map(({ code }) => code)];
};
const refusal = (body: Partial<RevenueBody>, site?: Website) => {
  try {
    normalize(body, site);
  } catch (error) {
    if (error instanceof Refusal) return presentProblem(error.problem).details;
    throw error;
  }
  return expect.unreachable('was not refused');
};
const at = (ms: number) => new Date(NOW + ms).toISOString();

describe('an amount', () => {
  it.each<[RevenueBody['amount'], string, ...(number | string)[]]>([
    [29.99, 'USD', 2999],
    ['29.99', 'USD', 2999],
    ['+29.9', 'USD', 2990],
    [500, 'JPY', 500],
    [1.234, 'KWD', 1234],
    [19.99, 'EUR', 1999],
    [1.005, 'USD', 101, 'AMOUNT_ROUNDED'],
    [0.1 + 0.2, 'USD', 30],
    [0.125, 'USD', 13, 'AMOUNT_ROUNDED'],
    [-0.125, 'USD', -13, 'AMOUNT_ROUNDED'],
    [99.5, 'JPY', 100, 'AMOUNT_ROUNDED'],
    ['0.000000000001', 'USD', 0],
    [1e-7, 'USD', 0],
    ['90071992547409.91', 'USD', 9007199254740991],
  ])('of %s %s is %s minor units', (amount, currency, ...expected) => {
    expect(money(amount, currency)).toEqual(expected);
  });

  it('of ten dimes is a dollar exactly', () => {
    const sum = Array.from({ length: 10 }, () => normalize({ amount: '0.10' }).payment.minor).reduce((a, b) => a + b);
    expect(majorUnits(sum, 'USD')).toBe(1);
  });

  it('that cannot be added exactly is refused', () => {
    expect(refusal({ amount: '90071992547409.92' })?.field).toBe('amount');
    expect(refusal({ amount: 1e21 })?.field).toBe('amount');
    expect(refusal({ amount: Number.MAX_VALUE })?.field).toBe('amount');
  });

  it('comes back from minor units as it went in, in every currency', () => {
    const currency = fc.constantFrom('JPY', 'USD', 'KWD', 'CLF');
    fc.assert(
      fc.property(fc.maxSafeInteger(), currency, (minor, code) => {
        const exponent = currencyExponent(code) as number;
        const digits = String(Math.abs(minor)).padStart(exponent + 1, '0');
        const text = `${digits.slice(0, digits.length - exponent)}${exponent > 0 ? '.' : ''}${digits.slice(digits.length - exponent)}`;
        const signed = `${minor < 0 ? '-' : ''}${text}`;
        expect(money(signed, code)).toEqual([minor === 0 ? 0 : minor]);
        expect(majorUnits(minor, code)).toBe(Number(signed));
      }),
    );
  });

  it('is never moved by more than half a minor unit', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (amount) => {
        const [minor] = money(amount) as [number];
        expect(Math.abs(minor / 100 - amount)).toBeLessThanOrEqual(0.005 + 1e-6);
      }),
    );
  });
});

describe('a currency', () => {
  it('is the website’s when none is named, and upper case', () => {
    expect(normalize({}, website({}, { currency: 'EUR' })).payment.currency).toBe('EUR');
    expect(normalize({ currency: 'gbp' }).payment.currency).toBe('GBP');
  });

  it('that does not exist is refused, never taken for another', () => {
    expect(refusal({ currency: 'ZZZ' })).toMatchObject({ field: 'currency', expected: 'ISO 4217 currency code' });
  });

  it('has the decimals of ISO 4217, whichever it is', () => {
    const others = {
      0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
      3: 'BHD IQD JOD KWD LYD OMR TND',
      4: 'CLF UYW',
    };
    const two = `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC
      CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES
      KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR
      NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT
      TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG`;
    for (const [exponent, codes] of [...Object.entries(others), ['2', two] as const]) {
      for (const code of codes.split(/\s+/)) expect([code, currencyExponent(code)]).toEqual([code, Number(exponent)]);
    }
  });

  it('has its own number of decimal places', () => {
    expect(['JPY', 'USD', 'KWD', 'CLF', 'ABC'].map(currencyExponent)).toEqual([0, 2, 3, 4, null]);
  });
});

describe('the type', () => {
  const kind = (body: Partial<RevenueBody>) => {
    const { type, minor } = normalize(body).payment;
    return [type, minor];
  };

  it.each<[string, Partial<RevenueBody>, string, number]>([
    ['a payment unless said otherwise', {}, 'payment', 2999],
    ['a payment when called a sale', { type: 'sale' }, 'payment', 2999],
    ['a renewal when called a subscription', { type: 'subscription' }, 'renewal', 2999],
    ['a renewal by its boolean', { renewal: true, refunded: false, is_free_trial: false }, 'renewal', 2999],
    ['a refund by its boolean', { refunded: true }, 'refund', -2999],
    ['a refund by its type', { type: 'refund' }, 'refund', -2999],
    ['a refund already negative', { type: 'refund', amount: -29.99 }, 'refund', -2999],
    ['a refund when just negative', { amount: -29.99 }, 'refund', -2999],
    ['a refund of nothing', { type: 'refund', amount: 0 }, 'refund', 0],
    ['a trial when nothing is paid', { amount: 0 }, 'trial', 0],
    ['a trial by its boolean', { amount: 0, is_free_trial: true }, 'trial', 0],
    ['a trial when nothing is paid, whatever it is called', { amount: 0, type: 'payment' }, 'trial', 0],
    ['a trial also for what rounds to nothing', { amount: '0.004', type: 'renewal' }, 'trial', 0],
    ['the same in both spellings', { type: 'renewal', renewal: true }, 'renewal', 2999],
  ])('is %s', (_what, body, type, minor) => {
    expect(kind(body)).toEqual([type, minor]);
  });

  it.each<[Partial<RevenueBody>, string]>([
    [{ type: 'payment', amount: -1 }, 'amount'],
    [{ type: 'renewal', amount: -1 }, 'amount'],
    [{ type: 'payment', refunded: true }, 'refunded'],
    [{ type: 'refund', refunded: false }, 'refunded'],
    [{ amount: -1, refunded: false }, 'refunded'],
    [{ type: 'sale', renewal: true }, 'renewal'],
    [{ renewal: true, refunded: true }, 'refunded'],
    [{ type: 'trial', is_free_trial: false }, 'is_free_trial'],
  ])('that contradicts itself is refused: %o names %s', (body, field) => {
    expect(refusal(body)).toMatchObject({ field, reason: 'INVALID_VALUE' });
  });

  it('never makes a negative zero', () => {
    expect(Object.is(normalize({ type: 'refund', amount: 0 }).payment.minor, 0)).toBe(true);
    expect(Object.is(normalize({ amount: -0 }).payment.minor, 0)).toBe(true);
  });
});

describe('the time of a payment', () => {
  it('is now, or the named one', () => {
    expect(normalize({}).payment.time).toBe(NOW);
    expect(normalize({ timestamp: '2020-01-01T00:00:00Z' }).payment.time).toBe(Date.parse('2020-01-01T00:00:00Z'));
  });

  it('may be five minutes ahead, not more', () => {
    expect(normalize({ timestamp: at(300_000) }).payment.time).toBe(NOW + 300_000);
    expect(refusal({ timestamp: at(300_001) })?.field).toBe('timestamp');
  });

  it('may not be older than retention', () => {
    const short = website({ data_retention_days: 1 });
    expect(normalize({ timestamp: at(-86_400_000) }, short).warnings).toEqual([]);
    expect(refusal({ timestamp: at(-86_400_001) }, short)?.expected).toBe('timestamp within retention');
  });

  it('without an offset is UTC, with a warning', () => {
    const { payment, warnings } = normalize({ timestamp: '2026-03-10T11:00:00' });
    expect([payment.time, warnings.map(({ code }) => code)]).toEqual([NOW - 3_600_000, ['TIMESTAMP_NO_OFFSET']]);
  });
});

describe('a payment', () => {
  it('without a transaction id is accepted with a warning', () => {
    const { payment, warnings } = normalize({ transaction_id: undefined });
    expect([payment.transaction_id, warnings.map(({ code }) => code)]).toEqual([null, ['NO_TRANSACTION_ID']]);
  });

  it('holds a keyed hash instead of the e-mail address, the same for every spelling', () => {
    const hash = (customer_email: string, secret = Buffer.alloc(32, 1)) =>
      normalize({ customer_email }, website(), { secret: () => secret }).payment;
    expect(JSON.stringify(hash('Ann@Acme.com'))).not.toMatch(/ann|acme\.com/i);
    expect(hash('Ann@Acme.com').email_hash).toBe(hash('ann@acme.COM').email_hash);
    expect(hash('ann@acme.com', Buffer.alloc(32, 2)).email_hash).not.toBe(hash('ann@acme.com').email_hash);
    expect(normalize({}).payment.email_hash).toBeNull();
  });

  it('has an id that a retry of the same request finds again', () => {
    const id = (idSeed: string | null) => normalize({}, website(), { idSeed }).payment.revenue_id;
    const first = id('seed');
    expect(first).toMatch(/^rev_[0-9a-f]{32}$/);
    expect(id('seed')).toBe(first);
    expect(new Set([first, id('other'), id(null), id(null)]).size).toBe(4);
  });

  it('keeps what else it is told, and test data apart', () => {
    const told = { visitor_id: 'v', session_id: 's', customer_id: 'c', product: 'pro', original_transaction_id: 'o' };
    const { payment } = normalize({ ...told, properties: { coupon: 'X\0' } }, website(), { test: true });
    expect(payment).toMatchObject({
      site: 15,
      visitor: 'v',
      session_id: 's',
      customer_id: 'c',
      product: 'pro',
      original_transaction_id: 'o',
      properties: '{"coupon":"X"}',
      received: NOW,
    });
  });
});
