import { describe, expect, it } from 'vitest';
import { allowsWrite, etagMatches, etagOf } from '../../../collector/account/etag.ts';
import { createWebsite, mergeWebsite, presentWebsite } from '../../../collector/account/website.ts';
import { websitePutBody } from '../../../collector/contract/account/website.ts';
import { Refusal } from '../../../collector/contract/problem.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const DAY = 86_400_000;
const website = { number: 1, ...createWebsite({ id: 'shop', domain: 'acme.test' }, NOW) };
const merge = (body: Parameters<typeof mergeWebsite>[1], lastEventAt: number | null = null) =>
  mergeWebsite(website, body, lastEventAt, NOW + 1000);

describe('a new website', () => {
  it('is the same for the same seed', () => {
    expect(createWebsite({ domain: 'x.test' }, NOW, 'seed').id).toBe(
      createWebsite({ domain: 'x.test' }, NOW, 'seed').id,
    );
    expect(createWebsite({ domain: 'x.test' }, NOW).id).not.toBe(createWebsite({ domain: 'x.test' }, NOW).id);
  });
});

describe('the hosts of a website', () => {
  it.each([
    ['acme.test', ['acme.test', '*.acme.test']],
    ['www.acme.test', ['acme.test', '*.acme.test']],
    [' WWW.Acme.test.:443 ', ['acme.test', '*.acme.test']],
    ['shop.acme.test', ['shop.acme.test', '*.shop.acme.test']],
    ['www.test', ['www.test', '*.www.test']],
    ['xn--mller-kva.de', ['müller.de', '*.müller.de']],
    ['MÜLLER.de', ['müller.de', '*.müller.de']],
    ['localhost:3000', ['localhost', '*.localhost']],
  ])('are by default the domain and all below it, and of www the domain it is of: %s', (domain, allowed) => {
    expect(createWebsite({ domain }, NOW).allowedDomains).toEqual(allowed);
  });

  it('are kept in one form, each once', () => {
    const allowed_domains = ['Acme.test.', '*.XN--MLLER-KVA.de', 'acme.test:8080', ' *.müller.de', '::1'];
    const { allowedDomains } = createWebsite({ domain: 'WWW.Müller.de', allowed_domains }, NOW);
    expect(allowedDomains).toEqual(['acme.test', '*.müller.de', '[::1]']);
    expect(merge({ allowed_domains }).website.allowedDomains).toEqual(allowedDomains);
    expect(merge({ domain: 'WWW.Müller.de.' }).website.domain).toBe('www.müller.de');
  });

  it('are sent back as they were kept, in whatever form', () => {
    const old = { ...website, domain: 'xn--mller-kva.de', allowedDomains: ['xn--mller-kva.de', 'acme.test.'] };
    const { changed } = mergeWebsite(old, { domain: old.domain, allowed_domains: old.allowedDomains }, null, NOW);
    expect(changed).toBe(false);
  });

  it.each([
    ['domain', { domain: 'https://acme.test' }],
    ['domain', { domain: 'acme.test/path' }],
    ['domain', { domain: '*.acme.test' }],
    ['domain', { domain: '' }],
    ['allowed_domains[1]', { allowed_domains: ['acme.test', 'acme..test'] }],
    ['allowed_domains[0]', { allowed_domains: ['*'] }],
    ['allowed_domains[0]', { allowed_domains: ['a.*.test'] }],
  ])('are refused by the name of their field: %s, %j', (field, body) => {
    const named = expect.objectContaining({ message: expect.stringContaining(`Invalid field: ${field}. `) });
    expect(() => merge(body)).toThrow(named);
    expect(() => createWebsite({ domain: 'acme.test', ...body }, NOW)).toThrow(named);
  });
});

describe('a website merged with what was presented of it', () => {
  it('is unchanged', () => {
    const { changed, website: same, deletesBefore } = merge(presentWebsite(website, null));
    expect([changed, same, deletesBefore]).toEqual([false, website, null]);
  });

  it('is unchanged though its zone is kept under the name it had', () => {
    const kept = { ...website, timezone: 'Asia/Calcutta' };
    const sent = websitePutBody.parse(presentWebsite(kept, null));
    expect(mergeWebsite(kept, sent, null, NOW).changed).toBe(false);
    expect(mergeWebsite(kept, websitePutBody.parse({ timezone: 'europe/kiev' }), null, NOW).website.timezone).toBe(
      'Europe/Kyiv',
    );
  });

  it('is unchanged though the order of its stored settings was another', () => {
    const settings = Object.fromEntries(Object.entries(website.settings).reverse()) as typeof website.settings;
    expect(mergeWebsite({ ...website, settings }, {}, null, NOW).changed).toBe(false);
  });
});

describe('a change', () => {
  it('moves updated_at, even within one millisecond', () => {
    const { changed, website: next } = mergeWebsite(website, { name: 'New' }, null, NOW);
    expect([changed, next.updatedAt]).toEqual([true, NOW + 1]);
  });

  it('of the domain takes the default of the allowed domains with it, a chosen list not', () => {
    expect(merge({ domain: 'new.test' }).website.allowedDomains).toEqual(['new.test', '*.new.test']);
    const chosen = { ...website, allowedDomains: ['chosen.test'] };
    expect(mergeWebsite(chosen, { domain: 'new.test' }, null, NOW).website.allowedDomains).toEqual(['chosen.test']);
  });

  it('of the domain takes the default name with it, also one that is sent back as it was, a chosen name not', () => {
    expect(merge({ domain: 'new.test' }).website.name).toBe('new.test');
    expect(merge({ domain: 'new.test', name: 'acme.test' }).website.name).toBe('new.test');
    expect(merge({ domain: 'new.test', name: 'Mine' }).website.name).toBe('Mine');
    expect(mergeWebsite({ ...website, name: 'Shop' }, { domain: 'new.test' }, null, NOW).website.name).toBe('Shop');
  });

  it.each([
    [0, 30, true],
    [90, 30, true],
    [30, 90, false],
    [30, 0, false],
    [30, 30, false],
  ])('of retention from %i to %i days deletes: %s', (from, to, deletes) => {
    const before = { ...website, settings: { ...website.settings, data_retention_days: from } };
    const change = mergeWebsite(before, { settings: { data_retention_days: to } }, null, NOW);
    expect(change.deletesBefore).toBe(deletes ? NOW - to * DAY : null);
  });
});

describe('last_event_at', () => {
  it('may be sent as it was within the last day, nothing else', () => {
    const last = NOW - 1000;
    for (const time of [last, last - 3600_000]) {
      expect(() => merge({ last_event_at: new Date(time).toISOString() }, last)).not.toThrow();
    }
    for (const time of [last + 1, last - 2 * DAY]) {
      expect(() => merge({ last_event_at: new Date(time).toISOString() }, last)).toThrow(Refusal);
    }
    expect(() => merge({ last_event_at: 'nonsense' }, last)).toThrow(Refusal);
  });
});

describe('an ETag', () => {
  it('changes with the settings, and matches itself also when a proxy has weakened it', () => {
    const etag = etagOf(website, null);
    expect(etagOf({ ...website, updatedAt: NOW + 1 }, null)).not.toBe(etag);
    for (const header of [etag, `W/${etag}`, `"x", ${etag}`, '*']) expect(etagMatches(header, etag)).toBe(true);
    for (const header of ['"x"', '', etag.slice(1)]) expect(etagMatches(header, etag)).toBe(false);
  });

  it('changes with the last event too, which forbids no write', () => {
    const [before, after] = [etagOf(website, NOW), etagOf(website, NOW + 1)];
    expect(after).not.toBe(before);
    for (const header of [before, after, `W/${before}`, `"x", ${before}`, '*']) {
      expect(allowsWrite(header, website)).toBe(true);
      if (header !== '*') expect(allowsWrite(header, { ...website, updatedAt: NOW + 1 })).toBe(false);
    }
  });
});
