import { DEFAULT_SETTINGS } from '../contract/account/default-settings.ts';
import {
  DOMAIN_EXPECTED,
  HOST_EXPECTED,
  type WebsiteAnswer,
  type WebsiteCreateBody,
  type WebsitePutBody,
  type WebsiteSettings,
} from '../contract/account/website.ts';
import { invalid, type Path, Refusal } from '../contract/problem.ts';
import { zoneName } from '../contract/time-zone.ts';
import { formatTimestamp, parseTimestamp } from '../contract/timestamp.ts';
import { mintId } from '../model/id.ts';
import { cleanHost } from '../model/match/host-name.ts';
import { cleanHostPattern } from '../model/match/host-pattern.ts';
import { requireCurrency } from '../model/money.ts';
import { DAY_MS } from '../model/time.ts';
import type { Website } from '../model/website.ts';
import { PRESENT_VALUE } from './read-only.ts';

type SettingsPatch = NonNullable<WebsitePutBody['settings']>;

const DEFAULT_TIMEZONE = 'UTC';
const DEFAULT_CURRENCY = 'USD';

/**
 * Hosts that may send browser events when the owner names none: the domain and its subdomains. `www.acme.com` is a name of
 * `acme.com`.
 */
export function defaultAllowedDomains(domain: string): string[] {
  const bare = domain.replace(/^www\.(?=.+\.)/, '');
  return [bare, `*.${bare}`];
}

/** A domain in the one form of hosts. Throws a refusal for what is none. */
export function requireDomain(text: string): string {
  const domain = cleanHost(text);
  if (domain === null || domain.includes('*')) throw invalid('domain', DOMAIN_EXPECTED, 'INVALID_VALUE', 'string');
  return domain;
}

/** Hosts of the field at `path` in their one form, each once. Throws a refusal that names what is none. */
export function requireHosts(texts: string[], path: Path): string[] {
  const hosts = texts.map((text, place) => {
    const host = cleanHostPattern(text);
    if (host === null) throw invalid([...path, place], HOST_EXPECTED, 'INVALID_VALUE', 'string');
    return host;
  });
  return [...new Set(hosts)];
}

/** A new website from a validated body. Throws a refusal for an unknown currency, and for what is no host. */
export function createWebsite(
  body: WebsiteCreateBody,
  now: number,
  idSeed: string | null = null,
): Omit<Website, 'number'> {
  const domain = requireDomain(body.domain);
  return {
    id: body.id ?? mintId('web', idSeed),
    name: body.name ?? domain,
    domain,
    allowedDomains:
      body.allowed_domains === undefined
        ? defaultAllowedDomains(domain)
        : requireHosts(body.allowed_domains, ['allowed_domains']),
    timezone: body.timezone ?? DEFAULT_TIMEZONE,
    currency: requireCurrency(body.currency ?? DEFAULT_CURRENCY, 'currency'),
    settings: mergeSettings(DEFAULT_SETTINGS, cleanSettings(body.settings ?? {})),
    createdAt: now,
    updatedAt: now,
  };
}

export interface WebsiteChange {
  /** The whole website as it shall be. */
  website: Website;
  /** False when the body asks for what is already so; `updated_at` then stays. */
  changed: boolean;
  /** Everything older than this (ms) would be deleted under the new retention; null when it is not shorter. */
  deletesBefore: number | null;
}

/**
 * A validated `PUT` body merged into a website: absent keeps, `null` resets, arrays are replaced whole.
 * Throws a refusal that names a read-only field sent with another value, an unknown currency, or what is no host.
 */
export function mergeWebsite(
  current: Website,
  body: WebsitePutBody,
  lastEventAt: number | null,
  now: number,
): WebsiteChange {
  refuseReadOnly(current, body, lastEventAt);
  const domain =
    body.domain === undefined || body.domain === current.domain ? current.domain : requireDomain(body.domain);
  const next: Website = {
    ...current,
    domain,
    name: mergeName(current, domain, body.name),
    allowedDomains: mergeAllowedDomains(current, domain, body.allowed_domains),
    timezone: mergeZone(current, body.timezone),
    currency:
      body.currency === undefined ? current.currency : requireCurrency(body.currency ?? DEFAULT_CURRENCY, 'currency'),
    settings:
      body.settings === null ? DEFAULT_SETTINGS : mergeSettings(current.settings, cleanSettings(body.settings ?? {})),
  };
  const changed =
    JSON.stringify(next) !== JSON.stringify({ ...current, settings: mergeSettings(current.settings, {}) });
  if (changed) next.updatedAt = Math.max(now, current.updatedAt + 1);
  const [before, after] = [current, next].map(({ settings }) => settings.data_retention_days || Infinity) as [
    number,
    number,
  ];
  return { website: next, changed, deletesBefore: after < before ? now - after * DAY_MS : null };
}

/** The refusal of a shorter retention that was not confirmed. */
export function unconfirmedRetention(days: number, rows: number): Refusal {
  return new Refusal({
    code: 'INVALID_REQUEST',
    message: `Keeping data for ${days} days would delete ${rows} stored events and payments. Send confirm: true to do so`,
    details: { field: 'confirm', expected: 'true', reason: 'MISSING_FIELD', rows },
  });
}

/** The refusal of a deletion that was not confirmed by the website's id. */
export function unconfirmedDeletion(
  id: string,
  held: { events: number; payments: number },
  isMissing: boolean,
): Refusal {
  return new Refusal({
    code: 'INVALID_REQUEST',
    message: `This would delete ${held.events} events and ${held.payments} payments for good. Send confirm with the website's id to do so`,
    details: { field: 'confirm', expected: id, reason: isMissing ? 'MISSING_FIELD' : 'INVALID_VALUE', ...held },
  });
}

/** The website as the API answers it. */
export function presentWebsite(website: Website, lastEventAt: number | null): WebsiteAnswer {
  return {
    id: website.id,
    name: website.name,
    domain: website.domain,
    allowed_domains: website.allowedDomains,
    timezone: website.timezone,
    currency: website.currency,
    settings: website.settings,
    created_at: formatTimestamp(website.createdAt),
    updated_at: formatTimestamp(website.updatedAt),
    last_event_at: lastEventAt === null ? null : formatTimestamp(lastEventAt),
  };
}

/** Throws a refusal that names what is no host. */
function cleanSettings(patch: SettingsPatch): SettingsPatch {
  const { excluded_referrers: hosts } = patch;
  if (hosts === undefined || hosts === null) return patch;
  return { ...patch, excluded_referrers: requireHosts(hosts, ['settings', 'excluded_referrers']) };
}

/** Keys come out in the order of the schema, so that equal settings are equal text. */
function mergeSettings(current: WebsiteSettings, patch: SettingsPatch): WebsiteSettings {
  const merged = Object.entries(DEFAULT_SETTINGS).map(([key, standard]) => {
    const name = key as keyof WebsiteSettings;
    return [name, patch[name] === null ? standard : (patch[name] ?? current[name] ?? standard)];
  });
  return Object.fromEntries(merged) as WebsiteSettings;
}

/** A name that was never more than the domain follows it to its new one, also where it is sent back as it was. */
function mergeName(current: Website, domain: string, sent: string | null | undefined): string {
  if (sent === null) return domain;
  if (sent !== undefined && sent !== current.name) return sent;
  return current.name === current.domain ? domain : current.name;
}

/** A zone kept under an older name is not changed by being sent back: what comes in is by its name of today. */
function mergeZone({ timezone }: Website, sent: string | null | undefined): string {
  if (sent === null) return DEFAULT_TIMEZONE;
  return sent === undefined || sent === zoneName(timezone) ? timezone : sent;
}

/** A list that was never more than the default follows the domain to its new name. */
function mergeAllowedDomains(current: Website, domain: string, sent: string[] | null | undefined): string[] {
  if (sent === null) return defaultAllowedDomains(domain);
  // What GET gave may be sent back, in whatever form it is kept.
  if (sent !== undefined)
    return sent.join() === current.allowedDomains.join() ? sent : requireHosts(sent, ['allowed_domains']);
  const isDefault = current.allowedDomains.join() === defaultAllowedDomains(current.domain).join();
  return isDefault ? defaultAllowedDomains(domain) : current.allowedDomains;
}

function refuseReadOnly(current: Website, body: WebsitePutBody, lastEventAt: number | null): void {
  const same = (sent: string | undefined, time: number) => sent === undefined || parseTimestamp(sent) === time;
  const unchanged = {
    id: body.id === undefined || body.id === current.id,
    created_at: same(body.created_at, current.createdAt),
    updated_at: same(body.updated_at, current.updatedAt),
    last_event_at: body.last_event_at === undefined || wasLastEvent(body.last_event_at, current, lastEventAt),
  };
  for (const [field, isSame] of Object.entries(unchanged)) {
    if (!isSame) throw invalid(field, PRESENT_VALUE);
  }
}

/** Events go on arriving between a `GET` and its `PUT`: what was true within the last day passes as unchanged. */
function wasLastEvent(sent: string | null, current: Website, lastEventAt: number | null): boolean {
  const then = sent === null ? null : parseTimestamp(sent);
  if (then === lastEventAt) return true;
  if (lastEventAt === null) return false;
  const moved = lastEventAt - (then ?? current.createdAt);
  return moved > 0 && moved <= DAY_MS;
}
