import { readAddress } from '../contract/address.ts';
import type { Context } from '../contract/event.ts';
import { cleanOptional } from './clean-text.ts';
import type { Sender } from './ingest.ts';

/** The visitor's side of a request. Lives in memory only. */
export interface Client {
  address: string | null;
  userAgent: string | null;
  /** Language as the browser or the calling server names it. */
  locale: string | null;
  /** Where the visitor came from, if the calling server says so. */
  referrer: string | null;
  /** What the calling server knows already, as it says it; null where nobody says anything. */
  stated: Stated | null;
  /** The daily ids made last, because the events of one batch mostly share them. */
  daily: { day: number; id: string; previous: string | null } | null;
}

const STATED = ['country', 'region', 'city', 'browser', 'browser_version', 'os', 'os_version', 'device'] as const;
type Stated = Partial<Record<(typeof STATED)[number], string>>;

/** Longer user agents are made up, and parsing is not linear in their length. */
const USER_AGENT_MAX = 512;

/** A browser is believed what its request itself shows. */
export function clientOfBrowser(sender: Sender): Client {
  return {
    address: readAddress(sender.address ?? ''),
    userAgent: plainUserAgent(sender.userAgent),
    locale: sender.acceptLanguage,
    referrer: null,
    stated: null,
    daily: null,
  };
}

/** A server is believed what it says of the visitor it speaks for. */
export function clientOfContext(context: Context | undefined): Client | null {
  if (context === undefined) return null;
  return {
    address: readAddress(context.ip ?? ''),
    userAgent: plainUserAgent(context.user_agent),
    locale: context.locale ?? null,
    referrer: context.referrer ?? null,
    stated: statedBy(context),
    daily: null,
  };
}

function statedBy(context: Context): Stated {
  const stated: Stated = {};
  for (const field of STATED) {
    const value = cleanOptional(context[field]?.trim());
    if (value !== null) stated[field] = value;
  }
  return stated;
}

function plainUserAgent(text: string | null | undefined): string | null {
  return text?.slice(0, USER_AGENT_MAX).trim() || null;
}
