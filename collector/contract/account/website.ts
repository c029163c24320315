import { z } from 'zod';
import { readBlock } from '../address.ts';
import { callerId, characters, countryCode, currency, oneOf, timeZone, warnings, whole } from '../fields.ts';
import { pagination } from '../lists.ts';
import { ATTRIBUTION_MODELS } from '../vocabulary.ts';
import { DEFAULT_SETTINGS } from './default-settings.ts';

/* Whether a text is a host, and its one form, is the collector's to say: `account/website.ts`. */
export const HOST_EXPECTED = 'host name, or *.host for its subdomains';
/** `acme.com`, `*.acme.com`, `localhost`, an address; never a scheme or path, and of a port nothing is kept. */
const hostPattern = z
  .string(HOST_EXPECTED)
  .describe('`acme.com`, `*.acme.com` for all below it, `localhost`, an address; in any spelling');

export const DOMAIN_EXPECTED = 'domain name such as acme.com';
const domain = z.string(DOMAIN_EXPECTED).describe('A host in any spelling, such as `acme.com`');

const CIDR = 'IP address or CIDR block';
/** In any spelling; one spelling out. */
const address = z
  .string(CIDR)
  .refine((block) => readBlock(block) !== null, CIDR)
  .transform((given) => {
    const { address, bits } = readBlock(given) as NonNullable<ReturnType<typeof readBlock>>;
    return given.includes('/') ? `${address}/${bits}` : address;
  });

const PATH = 'path starting with /, * for one segment, ** for any depth';
export const pathPattern = z.string(PATH).max(500, PATH).startsWith('/', PATH);

const list = <T extends z.ZodType>(item: T, what: string) => z.array(item, what).max(500, `at most 500 ${what}`);

/** Hosts that are no source. */
export const referrerPatterns = list(hostPattern, 'array of host names');

/** Everything an owner may set, each with its default. */
export const websiteSettings = z.strictObject(
  {
    tracking_enabled: z.boolean('boolean').default(DEFAULT_SETTINGS.tracking_enabled),
    /** `cookieless` ignores ids that browsers bring and derives one that lives a day of `timezone`. */
    visitor_mode: z
      .enum(['persistent', 'cookieless'], 'persistent or cookieless')
      .default(DEFAULT_SETTINGS.visitor_mode),
    session_timeout_minutes: whole(1, 480).default(DEFAULT_SETTINGS.session_timeout_minutes),
    excluded_ips: list(address, 'array of IP addresses or CIDR blocks').default(DEFAULT_SETTINGS.excluded_ips),
    excluded_paths: list(pathPattern, 'array of paths').default(DEFAULT_SETTINGS.excluded_paths),
    excluded_countries: list(countryCode, 'array of country codes').default(DEFAULT_SETTINGS.excluded_countries),
    /**
     * Hosts that are no source beside the built-in pages to pay and to sign in: each with all below it, `*.host` these
     * alone. Applies to history.
     */
    excluded_referrers: referrerPatterns.default(DEFAULT_SETTINGS.excluded_referrers),
    /** Query parameters kept in page addresses; others, campaign tags apart, are removed. */
    query_params: list(
      z.string('string').min(1, 'parameter name').max(100, 'parameter name'),
      'array of parameter names',
    ).default(DEFAULT_SETTINGS.query_params),
    hash_routing: z.boolean('boolean').default(DEFAULT_SETTINGS.hash_routing),
    bot_filtering: z.boolean('boolean').default(DEFAULT_SETTINGS.bot_filtering),
    /** What a `Sec-GPC: 1` browser gets. */
    gpc: z.enum(['cookieless', 'drop', 'ignore'], 'cookieless, drop or ignore').default(DEFAULT_SETTINGS.gpc),
    /** Days an event is kept; 0 is for ever. */
    data_retention_days: whole(0, 3650).default(DEFAULT_SETTINGS.data_retention_days),
    attribution_model: oneOf(ATTRIBUTION_MODELS).default(DEFAULT_SETTINGS.attribution_model),
    attribution_lookback_days: whole(1, 365).default(DEFAULT_SETTINGS.attribution_lookback_days),
    public_dashboard: z.boolean('boolean').default(DEFAULT_SETTINGS.public_dashboard),
  },
  'object',
);
export type WebsiteSettings = z.infer<typeof websiteSettings>;

const name = characters(200);

/** The website as it is answered. */
export const website = z.object({
  id: z.string(),
  name: z.string(),
  domain: z.string(),
  allowed_domains: z.array(z.string()),
  timezone: z.string(),
  currency: z.string(),
  settings: websiteSettings,
  created_at: z.string(),
  updated_at: z.string(),
  last_event_at: z.string().nullable(),
});
export type WebsiteAnswer = z.infer<typeof website>;

/** Body of `POST /api/websites`. */
export const websiteCreateBody = z.strictObject(
  {
    id: callerId.optional(),
    domain,
    name: name.optional(),
    /** Default: the domain and its subdomains. */
    allowed_domains: list(hostPattern, 'array of host names').min(1, 'array of at least one host name').optional(),
    timezone: timeZone.optional(),
    currency: currency.optional(),
    settings: websiteSettings.partial().optional(),
  },
  'object',
);

const settingsShape = websiteSettings.shape;
/** Each setting may be absent (keep) or `null` (back to default); `removeDefault` keeps absence visible. */
const settingsPatch = z.strictObject(
  Object.fromEntries(
    Object.entries(settingsShape).map(([key, schema]) => [key, schema.removeDefault().nullable().optional()]),
  ) as {
    [K in keyof typeof settingsShape]: z.ZodOptional<
      z.ZodNullable<ReturnType<(typeof settingsShape)[K]['removeDefault']>>
    >;
  },
  'object',
);

/** Body of `PUT /api/websites/{id}`: a merge. Absent keeps, `null` resets, arrays are replaced whole. */
export const websitePutBody = z.strictObject(
  {
    name: name.nullable().optional(),
    domain: domain.optional(),
    allowed_domains: list(hostPattern, 'array of host names')
      .min(1, 'array of at least one host name')
      .nullable()
      .optional(),
    timezone: timeZone.nullable().optional(),
    currency: currency.nullable().optional(),
    settings: settingsPatch.nullable().optional(),
    /** Needed when a shorter retention would delete events. */
    confirm: z.boolean('boolean').optional(),
    /** Read-only: may be sent back unchanged. */
    id: z.string('string').optional(),
    created_at: z.string('string').optional(),
    updated_at: z.string('string').optional(),
    last_event_at: z.string('string').nullable().optional(),
  },
  'object',
);
export type WebsitePutBody = z.infer<typeof websitePutBody>;
export type WebsiteCreateBody = z.infer<typeof websiteCreateBody>;

/** Query of `DELETE /api/websites/{id}`. */
export const websiteDeleteQuery = z.strictObject({
  confirm: z.string().describe('The id once more. Without it nothing is deleted').optional(),
});
export const websiteDeleteAnswer = z.object({
  success: z.literal(true),
  website_id: z.string(),
  deleted: z.literal(true),
  /** What it had, counted and kept apart, live and test. */
  events: z.int(),
  payments: z.int(),
});

export const websiteAnswer = z.object({ success: z.literal(true), website });
/** `warnings`: that another website has the same domain, where it was chosen by this request. */
export const websiteWriteAnswer = websiteAnswer.extend({ warnings });
export const websitesAnswer = z.object({ success: z.literal(true), websites: z.array(website), pagination });
