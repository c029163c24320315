import { z } from 'zod';

/** How the collector runs. Read once; nothing deeper looks at the environment. */
export interface Config {
  port: number;
  host: string;
  /** Where browsers reach the collector, such as behind a proxy: `https://stats.acme.com`. Null: where it listens. */
  publicUrl: string | null;
  dataDir: string;
  /** CIDR blocks of proxies whose X-Forwarded-* are believed. */
  trustProxy: string[];
  logLevel: string;
  /** How `bizness start` words its log; null: plainly on a terminal, as JSON elsewhere. */
  logFormat: 'plain' | 'json' | null;
  /** The owner's own city database (MaxMind format), if any. */
  geoipDb: string | null;
}

/** What an address of the collector must be. */
export const PUBLIC_URL_EXPECTED = 'an address such as https://stats.acme.com, without a path';

const schema = z.object({
  PORT: z.coerce
    .number('a port from 0 to 65535')
    .int('a port from 0 to 65535')
    .min(0, 'a port from 0 to 65535')
    .max(65535, 'a port from 0 to 65535')
    .default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: z
    .string()
    .refine((text) => readPublicUrl(text) !== null, PUBLIC_URL_EXPECTED)
    .transform(readPublicUrl)
    .optional(),
  DATA_DIR: z.string().min(1).default('./data'),
  TRUST_PROXY: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((block) => block.trim())
        .filter((block) => block !== ''),
    )
    .pipe(
      z.array(
        z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'a comma-separated list of addresses or CIDR blocks'),
      ),
    ),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'fatal, error, warn, info, debug, trace or silent',
    )
    .default('info'),
  LOG_FORMAT: z.enum(['plain', 'json'], 'plain or json').optional(),
  GEOIP_DB: z.string().optional(),
});

/** Reads settings by name from the environment, flags overlaid by the caller. Throws one line naming every problem. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const present = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = schema.safeParse(present);
  if (!result.success) {
    throw new Error(
      result.error.issues.map((issue) => `${String(issue.path[0])}: expected ${issue.message}`).join('; '),
    );
  }
  const env = result.data;
  return {
    port: env.PORT,
    host: env.HOST,
    publicUrl: env.PUBLIC_URL ?? null,
    dataDir: env.DATA_DIR,
    trustProxy: env.TRUST_PROXY,
    logLevel: env.LOG_LEVEL,
    logFormat: env.LOG_FORMAT ?? null,
    geoipDb: env.GEOIP_DB ?? null,
  };
}

/**
 * The address by which browsers reach a collector, in the one form that paths are put behind. Null for what is none. A path
 * would be lost: the dashboard and the tag's script are found at the root.
 */
export function readPublicUrl(text: string): string | null {
  if (!/^https?:\/\//i.test(text.trim()) || !URL.canParse(text)) return null;
  const { origin, pathname, search, hash, username, password } = new URL(text);
  return pathname === '/' && `${search}${hash}${username}${password}` === '' ? origin : null;
}
