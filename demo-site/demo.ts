import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mintKey } from '../collector/account/key.ts';
import { createWebsite } from '../collector/account/website.ts';
import { type Config, readConfig } from '../collector/config.ts';
import type { Scope } from '../collector/contract/vocabulary.ts';
import { firstSignal } from '../collector/first-signal.ts';
import { type Collector, startCollector } from '../collector/main.ts';
import type { Website } from '../collector/model/website.ts';
import type { Registry } from '../collector/store/registry/index.ts';
import { EXAMPLE_ID, makeUpHistory } from './history.ts';
import { holdPort } from './hold-port.ts';
import { startShop } from './server.ts';

/*
 * `npm run demo`: a collector, a shop on another origin, and what one needs to watch the one count the other.
 * PORT and DEMO_PORT choose the ports (0 picks one); DATA_DIR keeps the events, else they go when the demo ends.
 */

const WEBSITE_ID = 'demo';

async function demo(environment: NodeJS.ProcessEnv): Promise<void> {
  const kept = environment.DATA_DIR || undefined;
  const shopPort = readPort(environment.DEMO_PORT || '3001');
  const config = readConfig({ LOG_LEVEL: 'warn', ...environment, DATA_DIR: kept ?? throwAwayFolder() });
  const opened: (() => unknown)[] = [];
  const stop = async () => {
    for (const close of opened.reverse()) await close();
  };
  if (kept === undefined) opened.push(() => rmSync(config.dataDir, { recursive: true, force: true }));
  try {
    // Both ports are taken before the year is made up: that takes seconds, and nobody should wait for it in vain.
    const dashboardDoor = await holdPort(config.port, config.host).catch(explainPort(config.port, 'PORT'));
    opened.push(dashboardDoor.release);
    const shopDoor = await holdPort(shopPort, config.host).catch(explainPort(shopPort, 'DEMO_PORT'));
    opened.push(shopDoor.release);
    await makeUpHistory(config, Date.now(), () => process.stdout.write('\n  Making up a year of visits…\n'));

    await dashboardDoor.release();
    const collector = await startCollector(config).catch(explainPort(config.port, 'PORT'));
    opened.push(collector.stop);
    const keys = await prepare(collector.registry);
    opened.push(keys.revoke);
    await shopDoor.release();
    const shop = await startShop({
      port: shopPort,
      host: config.host,
      collectorUrl: collector.url,
      websiteId: WEBSITE_ID,
      revenueKey: keys.revenue,
    }).catch(explainPort(shopPort, 'DEMO_PORT'));
    opened.push(shop.stop);
    process.stdout.write(welcome(shop.url, collector, keys.analytics, config, kept !== undefined));
  } catch (error) {
    await stop();
    throw error;
  }
  await firstSignal();
  process.stdout.write('\nClosing.\n');
  await stop();
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new Error('DEMO_PORT: expected a port from 0 to 65535');
}

function throwAwayFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'bizness-demo-'));
}

interface DemoKeys {
  revenue: string;
  analytics: string;
  revoke(): Promise<void>;
}

/** The website, made on first use, and two keys that can each do one thing and end with the demo. */
async function prepare(registry: Registry): Promise<DemoKeys> {
  const now = Date.now();
  if (registry.website(WEBSITE_ID) === null) await registry.createWebsite(demoWebsite(now));
  const mint = (scope: Scope) => mintKey({ scopes: [scope], websites: [WEBSITE_ID, EXAMPLE_ID] }, now);
  const [revenue, analytics] = [mint('revenue:write'), mint('analytics:read')];
  for (const { key } of [revenue, analytics]) await registry.createKey(key);
  return {
    revenue: revenue.secret,
    analytics: analytics.secret,
    revoke: async () => {
      for (const { key } of [revenue, analytics]) await registry.endKey(key.id, { revokedAt: Date.now() });
    },
  };
}

function demoWebsite(now: number): Omit<Website, 'number'> {
  const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return createWebsite(
    {
      id: WEBSITE_ID,
      domain: 'localhost',
      name: 'Northlight Coffee',
      // Browsers name the shop by whichever of these was typed.
      allowed_domains: ['localhost', '127.0.0.1', '[::1]'],
      timezone,
      currency: 'EUR',
    },
    now,
  );
}

function explainPort(port: number, variable: string) {
  return (error: unknown): never => {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new Error(
      `Port ${port} is in use. Choose another: ${variable}=${port < 65_000 ? port + 100 : 0} npm run demo`,
    );
  };
}

function welcome(shop: string, { url, setupUrl }: Collector, key: string, config: Config, kept: boolean): string {
  const dashboard =
    setupUrl === null
      ? `The dashboard        ${url}/`
      : `The dashboard        ${setupUrl}
                       (a link for once: it makes your account; then the address is ${url}/)`;
  return `
  ${dashboard}
  The demo shop        ${shop}/

  Open the dashboard: Quayside is an example with a year behind it.
  Open the shop beside it, click, buy: it shows in the dashboard as Northlight Coffee, live.
  From the shop's console:

    bizness.track('signup', { plan: 'pro' })

  The same numbers as JSON, ready to paste:

    curl -s '${url}/api/analytics?website_id=${WEBSITE_ID}&period=today&metrics=visitors,pageviews,events,revenue&dimensions=source' \\
      -H 'Authorization: Bearer ${key}'

    curl -s '${url}/api/analytics?website_id=${EXAMPLE_ID}&period=last_month&metrics=visitors,revenue,revenue_per_visitor&dimensions=source&sort=-revenue&format=csv' \\
      -H 'Authorization: Bearer ${key}'

  ${kept ? `Events are kept in ${config.dataDir}.` : `Events live in ${config.dataDir} and go when the demo ends. DATA_DIR=./data keeps them.`}
  Ctrl-C ends the demo.
`;
}

try {
  await demo(process.env);
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
