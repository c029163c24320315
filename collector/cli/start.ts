import type { Command } from 'commander';
import { pino } from 'pino';
import { readConfig } from '../config.ts';
import { firstSignal } from '../first-signal.ts';
import { withDataDir } from './data-dir.ts';
import { Mistake } from './mistake.ts';
import { plainLog } from './plain-log.ts';

interface Options {
  port?: string;
  host?: string;
  publicUrl?: string;
  dataDir?: string;
  trustProxy?: string;
  logLevel?: string;
  logFormat?: string;
}

export function start(program: Command): void {
  withDataDir(program.command('start'))
    .description('run the collector')
    .option('--port <port>', 'port to listen on, 0 picks a free one (default: PORT, else 3000)')
    .option('--host <address>', 'address to listen on (default: HOST, else 127.0.0.1)')
    .option(
      '--public-url <address>',
      'where browsers reach it, such as https://stats.acme.com behind a proxy (PUBLIC_URL)',
    )
    .option('--trust-proxy <blocks>', 'proxies whose X-Forwarded-* are believed, comma-separated CIDR (TRUST_PROXY)')
    .option('--log-level <level>', 'fatal, error, warn, info, debug, trace or silent (default: LOG_LEVEL, else info)')
    .option('--log-format <format>', 'plain or json (default: LOG_FORMAT, else plain on a terminal and json elsewhere)')
    .addHelpText('after', '\nExample:\n  $ bizness start --port 8080 --data-dir /var/lib/bizness')
    .action(run);
}

/** Runs until a signal asks it to end: the first drains and exits 0, a second one exits at once. */
async function run(options: Options): Promise<void> {
  const env = process.env;
  const config = readConfig({
    ...env,
    PORT: options.port ?? env.PORT,
    HOST: options.host ?? env.HOST,
    PUBLIC_URL: options.publicUrl ?? env.PUBLIC_URL,
    DATA_DIR: options.dataDir ?? env.DATA_DIR,
    TRUST_PROXY: options.trustProxy ?? env.TRUST_PROXY,
    LOG_LEVEL: options.logLevel ?? env.LOG_LEVEL,
    LOG_FORMAT: options.logFormat ?? env.LOG_FORMAT,
  });
  const signal = firstSignal();
  const isPlain = (config.logFormat ?? (process.stdout.isTTY ? 'plain' : 'json')) === 'plain';
  const toTerminal = plainLog((text) => process.stdout.write(text));
  const log = isPlain ? pino({ level: config.logLevel }, toTerminal) : pino({ level: config.logLevel });
  // Loaded here, so that the other commands need not read the whole server in.
  const { startCollector } = await import('../main.ts');
  const collector = await startCollector(config, { log }).catch((error: unknown) => {
    throw explain(error, config.host, config.port);
  });
  const { setupUrl } = collector;
  // Beside the log, which is kept and passed on: whoever reads this line may own the account.
  if (setupUrl !== null) {
    const words = isPlain
      ? `  Set up your dashboard, once, by this link:\n\n  ${setupUrl}\n\n`
      : `Set up your dashboard: ${setupUrl}\n`;
    process.stderr.write(words);
  }
  // At a terminal the link is the way to go on, and adds the first website too.
  if (collector.registry.websites(null, null, 1).length === 0 && !(isPlain && setupUrl !== null)) {
    log.info('there are no websites yet; add one with: bizness website add <domain>');
  }
  log.info({ signal: await signal }, 'stopping');
  await collector.stop();
  process.exit(0);
}

/** What an operator can do about a collector that does not start. */
function explain(error: unknown, host: string, port: number): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new Mistake(`Port ${port} on ${host} is in use. Choose another with --port or PORT; 0 picks a free one`);
    case 'EACCES':
      return new Mistake(`Port ${port} on ${host} may not be used by this account. Choose one above 1023 with --port`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new Mistake(`${host} is no address of this machine. Choose one with --host or HOST`);
    default:
      return error;
  }
}
