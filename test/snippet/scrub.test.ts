import { describe, expect, it } from 'vitest';
import { scrubText, scrubUrl } from '../../snippet/scrub.ts';

const HEX_32 = 'd41d8cd98f00b204e9800998ecf8427e';
const JWT =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U';

describe('an address', () => {
  it.each([
    // E-mail addresses, wherever and however they are written.
    ['/u/jane@example.com/edit', '/u/*/edit'],
    ['/u/jane.doe+news@mail.example.co.uk', '/u/*'],
    ['/u/jane%40example.com', '/u/*'],
    ['/u/JANE%40EXAMPLE.COM?x=1', '/u/*?x=1'],
    ['/?to=jane@example.com&x=1', '/?to=*&x=1'],
    ['/?jane@example.com', '/?*'],
    ['/a;jane@example.com', '/*'],
    ["/u/o'brien@example.com", '/u/*'],
    ['#/u/jane@example.com', '#/u/*'],
    // Values of parameters that are nobody's business, by their names.
    ['/?token=abc', '/?token=*'],
    ['/?access_token=abc&x=1', '/?access_token=*&x=1'],
    ['/?x=1&refreshToken=a.b-c', '/?x=1&refreshToken=*'],
    ['/?password=p%20w#top', '/?password=*#top'],
    ['/?passwd=a&passphrase=b', '/?passwd=*&passphrase=*'],
    ['/?client_secret=a', '/?client_secret=*'],
    ['/?auth=a&oauth_verifier=b', '/?auth=*&oauth_verifier=*'],
    ['/?session_id=a&PHPSESSION=b', '/?session_id=*&PHPSESSION=*'],
    ['/?code=a&state=b', '/?code=*&state=b'],
    ['/?email=jane&e-mail=jane', '/?email=*&e-mail=*'],
    ['/?phone=123&user[phone]=456', '/?phone=*&user[phone]=*'],
    ['/?api_key=a&apikey=b&key=c', '/?api_key=*&apikey=*&key=*'],
    ['/#access_token=abc&expires_in=3600', '/#access_token=*&expires_in=3600'],
    ['/?token=a=b==&x=1', '/?token=*&x=1'],
    // What opens a door by its looks.
    [`/reset/${HEX_32}`, '/reset/*'],
    [`/reset/${HEX_32}${HEX_32}/x`, '/reset/*/x'],
    [`/verify?t=${JWT}&x=1`, '/verify?t=*&x=1'],
    ['/pay/4111111111111111', '/pay/*'],
    ['/pay?card=4111-1111-1111-1111&x=1', '/pay?card=*&x=1'],
    ['/pay?card=4111+1111+1111+1111', '/pay?card=*'],
    ['/pay?card=4111%201111%201111%201111', '/pay?card=*'],
    ['/pay/4111-1111-1111-1111-/x', '/pay/*-/x'],
    ['/tel/+4915112345678', '/tel/+*'],
    // Several in one.
    ['/u/a@b.co/c@d.co?token=e&mail=f', '/u/*/*?token=*&mail=*'],
  ])('tells no secret: %s', (path, scrubbed) => {
    expect(scrubUrl(`https://shop.test${path}`)).toBe(`https://shop.test${scrubbed}`);
  });

  it.each([
    '',
    '/',
    '/npm/react@18.2.0/umd/react.production.min.js',
    '/npm/@types/node@20.19.43/index.d.ts',
    '/@user',
    '/@user/status/1234567890',
    '/@first.last',
    '/people/@jane/posts',
    '/blog/2026/05/01/10-ways-to-bake-bread',
    '/blog/2026-05-01-release',
    '/archive/20260501',
    '/events/2026-05-01T12:30:00',
    '/events?from=2026-05-01&to=2026-05-31',
    '/events?from=2026-05-01T12%3A30%3A00Z',
    '/p/iphone-15-pro-max-256gb',
    '/p/lego-75192-millennium-falcon',
    '/order/1234567',
    '/p/978-3-16',
    '/price/1,299.00',
    '/?price=19.99&max=1299',
    '/?min=1000000&max=2000000',
    '/t/1714564800',
    '/p/507f1f77bcf86cd799439011',
    '/p/65f1234567890123456789ab',
    '/u/550e8400-e29b-41d4-a716-446655440000',
    '/u/f47ac10b-58cc-4372-a567-0e02b2c3d479',
    '/u/123e4567-e89b-12d3-a456-426614174000',
    '/u/018f3c6e-7b1a-7c3d-9e2f-123456789012',
    '/?utm_source=news&utm_medium=email&utm_campaign=spring-2026&utm_term=a+b&utm_content=c&utm_id=5',
    '/?keyword=shoes',
    '/?author=tolstoy&zipcode=10115&promo_code=SPRING',
    '/?keywords=red+shoes&page=2',
    '/?q=hello%20world&lang=de-DE',
    '/?q=c%2B%2B&ref=a%2Fb',
    '/?x=1&y=2#section-3',
    '/?tokens',
    '/token/secret/password/auth/session/code/email/phone/key/sig',
    '/?a=token&b=password',
    '/?v=1.2.3&t=12345678',
    '/?lat=52.520008&lng=13.404954',
    '/a@b',
    '/a@b/c.html',
    '/?range=10@20',
    '/wiki/Rindfleischetikettierung',
    '/search?q=100%25',
    '/%E6%97%A5%E6%9C%AC%E8%AA%9E',
    '/%D0%9F%D1%80%D0%B8%D0%B2%D0%B5%D1%82-%D0%BC%D0%B8%D1%80',
  ])('keeps what is no secret: %s', (path) => {
    expect(scrubUrl(`https://shop.test${path}`)).toBe(`https://shop.test${path}`);
  });

  it('keeps what only stands near the name of a secret', () => {
    expect(scrubUrl('https://shop.test/#/code/list?tab=2')).toBe('https://shop.test/#/code/list?tab=2');
    expect(scrubUrl('https://shop.test/?token?page=2')).toBe('https://shop.test/?token?page=2');
  });

  it('is cut to what the collector takes', () => {
    expect(scrubUrl(`https://shop.test/${'a/'.repeat(5000)}`)).toHaveLength(2000);
  });

  it('scrubbed twice is as scrubbed once', () => {
    const once = scrubUrl(`https://shop.test/u/jane@example.com/${HEX_32}?token=abc&card=4111111111111111`);
    expect(scrubUrl(once)).toBe(once);
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
