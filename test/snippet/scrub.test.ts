import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scrubText, scrubUrl } from '../../snippet/scrub.ts';
import { KEPT, MASKED } from '../support/addresses.ts';
import { forEvery } from '../support/property.ts';

const HEX_32 = 'd41d8cd98f00b204e9800998ecf8427e';
const JWT =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U';

/** How many numbers are tried. */
const CARDS = 500;

const digitsOf = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((digits) => digits.join(''));

/** Luhn's check digit, by the book: every second digit from the right doubled, its own digits added. */
function checkDigit(digits: string): string {
  const doubled = [...digits].reverse().map((digit, i) => (i % 2 === 0 ? String(Number(digit) * 2) : digit));
  const sum = [...doubled.join('')].reduce((total, digit) => total + Number(digit), 0);
  return String((10 - (sum % 10)) % 10);
}

/** The groups in which a number of this length stands on a card. */
function asPrinted(digits: string): string[] {
  const groups: Record<number, RegExp> = {
    13: /(.{4})(...)(...)(...)/,
    14: /(.{4})(.{6})(.{4})/,
    15: /(.{4})(.{6})(.{5})/,
  };
  const four = digits.length === 16 || digits.length === 19 ? /(.{4})(.{4})(.{4})(.{4})(.*)/ : /(.*)/;
  return ((groups[digits.length] ?? four).exec(digits) ?? []).slice(1).filter((group) => group !== '');
}

/** Prefixes that issuers use, with the length of their cards; then those that are nobody's. */
const issued = fc.constantFrom(
  ...([
    ['4', 13],
    ['4', 16],
    ['4', 19],
    ['51', 16],
    ['55', 16],
    ['2221', 16],
    ['2720', 16],
    ['34', 15],
    ['37', 15],
  ] as const),
  ...([
    ['36', 14],
    ['38', 14],
    ['3528', 16],
    ['6011', 16],
    ['65', 16],
    ['62', 19],
    ['5018', 16],
    ['6759', 18],
  ] as const),
);
const foreign = fc.constantFrom('0', '1', '20', '21', '28', '29', '7', '8', '9');

/** Numbers as long as a card's, each with whether it is one. */
const cardLike: fc.Arbitrary<[string, boolean]> = fc.oneof(
  issued
    .chain(([prefix, length]) => digitsOf(length - 1 - prefix.length).map((rest) => prefix + rest))
    .chain((digits) => fc.boolean().map((isCard) => [digits, isCard] as const))
    .map(([digits, isCard]): [string, boolean] => {
      const right = checkDigit(digits);
      return [digits + (isCard ? right : (Number(right) + 1) % 10), isCard];
    }),
  foreign
    .chain((prefix) =>
      fc
        .integer({ min: 13, max: 19 })
        .chain((length) => digitsOf(length - 1 - prefix.length).map((rest) => prefix + rest)),
    )
    .map((digits): [string, boolean] => [digits + checkDigit(digits), false]),
);

describe('an address', () => {
  it.each(MASKED)('tells no secret: %s', (path, masked) => {
    expect(scrubUrl(`https://shop.test${path}`)).toBe(`https://shop.test${masked}`);
  });

  it.each(KEPT)('keeps what is no secret: %s', (path) => {
    expect(scrubUrl(`https://shop.test${path}`)).toBe(`https://shop.test${path}`);
  });

  it('is cut to what the collector takes', () => {
    expect(scrubUrl(`https://shop.test/${'a/'.repeat(5000)}`)).toHaveLength(2000);
  });

  it.each(MASKED)('scrubbed twice is as scrubbed once: %s', (path) => {
    const once = scrubUrl(`https://shop.test${path}`);
    expect(scrubUrl(once)).toBe(once);
  });

  it('masks a number for being a card, whatever its issuer and its groups, and no other of that length', async () => {
    await forEvery(CARDS, [cardLike, fc.constantFrom('', '-', '+', '%20')], async ([digits, isCard], separator) => {
      const path = `https://shop.test/a/${isCard ? asPrinted(digits).join(separator) : digits}/b`;
      expect(scrubUrl(path)).toBe(isCard ? 'https://shop.test/a/*/b' : path);
    });
  });

  it('keeps whatever number stands in a campaign tag', async () => {
    await forEvery(CARDS, [cardLike, fc.constantFrom('campaign', 'id', 'content', 'term')], async ([digits], tag) => {
      const address = `https://shop.test/?utm_${tag}=${digits}&x=1`;
      expect(scrubUrl(address)).toBe(address);
    });
  });
});

describe('a text', () => {
  it.each([
    ['Mail jane@example.com now', 'Mail * now'],
    ['Mail jürgen@müller.example, today', 'Mail *, today'],
    ['<jane.doe+x@mail.example.co.uk>', '*>'],
    ['Order 123456', 'Order *'],
    ['Account 12 34 56 78', 'Account *'],
    ['Call +49 (30) 123-456', 'Call +*'],
    ['Call 030/1234567 or 0151.2345678', 'Call * or *'],
    ['IBAN DE89 3704 0044 0532 0130 00', 'IBAN DE*'],
    ['Card 4111 1111 1111 1111', 'Card *'],
    [`Key ${HEX_32}`, 'Key *'],
    [`Bearer ${JWT}`, 'Bearer *'],
    ['a\n  b\tc', 'a b c'],
    ['12\n34\n56', '*'],
  ])('tells no secret: %s', (text, scrubbed) => {
    expect(scrubText(text)).toBe(scrubbed);
  });

  it.each([
    '',
    'Buy now',
    'Buy 3 for 2',
    '$19.99',
    '1,299 €',
    '€ 999.00',
    'Save 50%',
    'iPhone 15 Pro 256 GB',
    'Top 10 of 2026',
    'May 1, 2026',
    '12:30 – 14:00',
    'Room 101, floor 2',
    'Version 20.19.4',
    '@user',
    'Follow @first.last',
    'a @ b',
    '50 @ 2',
    'C++ & C#',
    '日本語のページ',
    'Zeitungsverlegerinnen',
  ])('keeps what is no secret: %s', (text) => {
    expect(scrubText(text)).toBe(text);
  });

  it('is cut to what the collector takes', () => {
    expect(scrubText('a '.repeat(5000))).toHaveLength(2000);
  });
});

describe('hostile input', () => {
  /** The time of the fastest of some tries. */
  function cost(scrub: (text: string) => string, input: string): number {
    let best = Infinity;
    for (let i = 0; i < 3; i++) {
      const start = performance.now();
      scrub(input);
      best = Math.min(best, performance.now() - start);
    }
    return best;
  }
  const repeat = (part: string) => part.repeat(Math.ceil(4000 / part.length));
  /** Hundreds of times what ordinary input costs: with several thousand of times, a page would stand still. */
  const BEARABLE = 300;
  const benign = (scrub: (text: string) => string) =>
    Math.max(cost(scrub, repeat('https://shop.test/a/b?c=d&e=f ')), 0.05);

  it.each([
    '?',
    '?sig',
    '?token',
    '#code?',
    '&key',
    '?sigsigsig',
    '?=',
    'sig',
    'a',
    'a@',
    'a.',
    '@',
    '%40',
    'a%40a.',
    '_@a-a-a',
    '1',
    '1-',
    '1%20',
    '1%2',
    'a1',
    'sess',
    'utm_',
    'utm_1',
    '4111-',
    'gho_',
    'eyJ',
  ])('costs no long time in an address: %s …', (part) => {
    expect(cost(scrubUrl, repeat(part))).toBeLessThan(benign(scrubUrl) * BEARABLE);
    expect(cost(scrubUrl, `?${repeat(part)}`)).toBeLessThan(benign(scrubUrl) * BEARABLE);
    expect(cost(scrubUrl, `${'?'.repeat(1000)}${repeat(part)}`)).toBeLessThan(benign(scrubUrl) * BEARABLE);
  });

  it.each(['1 ', '1         ', '1(', '(', ' ', '1.,/()-', 'a@', '\n', '1\n'])(
    'costs no long time in a text: %j …',
    (part) => {
      expect(cost(scrubText, repeat(part))).toBeLessThan(benign(scrubText) * BEARABLE);
      expect(cost(scrubText, `1${repeat(part)}x`)).toBeLessThan(benign(scrubText) * BEARABLE);
    },
  );
});
