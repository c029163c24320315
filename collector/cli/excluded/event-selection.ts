import type { Command } from 'commander';
import { NOT_SET_LABEL } from '../../contract/vocabulary.ts';
import type { ExclusionReason } from '../../model/event.ts';
import { cleanHost } from '../../model/match/host-name.ts';
import { siteOf } from '../../model/site.ts';
import { MINUTE_MS } from '../../model/time.ts';
import type { Website } from '../../model/website.ts';
import { customPeriod } from '../../query/ask/parse-period.ts';
import type { EventSelection } from '../../store/exclusions.ts';
import { Mistake } from '../mistake.ts';

/** The options by which an owner chooses events; several must all be met. */
export interface SelectionOptions {
  website: string;
  from?: string;
  to?: string;
  source?: string;
  referrer?: string;
  browser?: string;
  country?: string;
  hostname?: string;
  reason?: ExclusionReason[];
}

export function withSelection(command: Command): Command {
  return command
    .requiredOption('--website <id>', 'the website')
    .option('--from <when>', 'first day, YYYY-MM-DD in the website’s time zone, or an instant')
    .option('--to <when>', 'last day, or the instant at which to end')
    .option('--source <source>', 'as reports name it, such as Google or (direct)')
    .option('--referrer <host>', 'the host that referred, its subdomains included')
    .option('--browser <name>', 'as reports name it, such as Firefox or (not set)')
    .option('--country <code>', 'ISO 3166 code, such as FR, or (not set)')
    .option('--hostname <host>', 'the page’s host');
}

/** The gap (ms) that ends a session of a website. */
export const sessionTimeoutOf = ({ settings }: Website): number => settings.session_timeout_minutes * MINUTE_MS;

/** A host name alone, or what reports say where there is none. */
function hostOf(option: string, given: string | undefined): string | undefined {
  if (given === undefined || given === NOT_SET_LABEL) return given;
  const host = cleanHost(given);
  if (host === null) throw new Mistake(`${option} takes a host such as acme.com, without scheme or path`);
  return host;
}

/** What the options select. Throws a refusal that names an option it cannot read. */
export function readSelection(options: SelectionOptions, website: Website, now: number): EventSelection {
  const { from, to, source, browser, country } = options;
  const hostname = hostOf('--hostname', options.hostname);
  return {
    site: siteOf(website, false),
    ...readRange(from, to, website.timezone, now),
    fields: {
      ...(source === undefined ? {} : { source }),
      ...(browser === undefined ? {} : { browser }),
      ...(country === undefined ? {} : { country: /^[a-z]{2}$/i.test(country) ? country.toUpperCase() : country }),
      ...(hostname === undefined ? {} : { hostname }),
    },
    referrerHost: hostOf('--referrer', options.referrer)?.replace(/^www\./, '') ?? null,
    reasons: options.reason ?? null,
  };
}

const FIELDS: [string, string] = ['--from', '--to'];

function readRange(from: string | undefined, to: string | undefined, zone: string, now: number) {
  if (from === undefined && to === undefined) return { start: null, end: null };
  const beginning = to !== undefined && to.length > 'YYYY-MM-DD'.length ? '1970-01-01T00:00:00Z' : '1970-01-02';
  const { range } = customPeriod(from ?? beginning, to, zone, now, FIELDS);
  return { start: from === undefined ? null : range.start, end: to === undefined ? null : range.end };
}
