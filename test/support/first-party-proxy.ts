import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { temporaryFolder } from './command.ts';
import { SOON } from './soon.ts';

const PAGE = readFileSync(fileURLToPath(new URL('../../docs/first-party-proxy.md', import.meta.url)), 'utf8');
/** The collector's address on the page. */
const COLLECTOR = '127.0.0.1:3000';

export type ProxyName = 'nginx' | 'caddy';

export interface RunningProxy {
  url: string;
  /** All it has written down so far: its output, and its access log. */
  written(): string;
  stop(): Promise<void>;
}

/** The one code block of that language on the page. */
function block(language: string): string {
  const [found, ...more] = [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'gms'))];
  if (found?.[1] === undefined || more.length > 0) throw new Error(`The page must have one block of ${language}`);
  return found[1];
}

/** The tag as the page shows it. */
export const documentedTag = (websiteId: string): string => block('html').replace('web_…', websiteId);

/** Starts the real server before a site, with the documented recipe among what a site has of its own. */
export async function startProxy(
  name: ProxyName,
  addresses: { collector: string; site: string },
): Promise<RunningProxy> {
  const program = find(name);
  const { folder, remove } = temporaryFolder();
  const port = await freePort();
  const file = path.join(folder, 'proxy.conf');
  const { configure, command } = SERVERS[name];
  writeFileSync(file, configure(port, addresses.site, documentedRecipe(name, addresses.collector)));
  const child = spawn(program, command(folder, file), {
    env: { PATH: process.env.PATH ?? '', HOME: folder },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const log = path.join(folder, 'access.log');
  const proxy = {
    url: `http://127.0.0.1:${port}`,
    written: () => output + (existsSync(log) ? readFileSync(log, 'utf8') : ''),
    async stop() {
      if (isRunning(child)) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
      remove();
    },
  };
  try {
    await vi.waitUntil(() => !isRunning(child) || answers(proxy.url), SOON);
    if (!isRunning(child)) throw new Error('it ended');
  } catch (error) {
    await proxy.stop();
    throw new Error(`${name} does not start: ${error}\n${output}`);
  }
  return proxy;
}

function documentedRecipe(name: ProxyName, collector: string): string {
  return block(SERVERS[name].language).replaceAll(COLLECTOR, new URL(collector).host);
}

/** A site's own rules are of the kind that would spoil a careless recipe. Neither server needs rights or places of the system's. */
const SERVERS = {
  nginx: {
    language: 'nginx',
    command: (folder: string, file: string) => ['-e', 'stderr', '-p', folder, '-c', file],
    configure: (port: number, site: string, recipe: string) => `
daemon off;
master_process off;
pid nginx.pid;
error_log stderr warn;
events {}
http {
    access_log access.log;
    ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((what) => `${what}_temp_path ${what};`).join('\n    ')}
    gzip on;
    gzip_types *;
    client_max_body_size 16k;
    proxy_set_header Host $host;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_intercept_errors on;
    error_page 413 429 503 =200 /sorry.html;
    server {
        listen 127.0.0.1:${port};
        location ~ \\.js$ { expires 30d; root .; }
        location / { proxy_pass ${site}; }
${recipe}
    }
}`,
  },
  caddy: {
    language: 'caddyfile',
    command: (_folder: string, file: string) => ['run', '--adapter', 'caddyfile', '--config', file],
    configure: (port: number, site: string, recipe: string) => `
{
	admin off
}
http://:${port} {
	bind 127.0.0.1
	encode gzip
	handle_errors {
		respond "Sorry" 200
	}
	handle {
		reverse_proxy ${site}
	}
${recipe}
}`,
  },
};

/** Path of an installed server. Throws, because a recipe nobody has tried is none. */
function find(name: ProxyName): string {
  // What only root is expected to call stands outside of most people's PATH.
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin'];
  const found = folders.map((folder) => path.join(folder, name)).find(isRunnable);
  if (found === undefined) {
    throw new Error(
      `The recipes of docs/first-party-proxy.md are tried on the real ${name}, and there is none. Debian, Ubuntu: sudo apt-get install nginx caddy`,
    );
  }
  return found;
}

function isRunnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const isRunning = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  );

/** Below the range from which a system hands out ports by itself, so that nobody is handed this one in the meantime. */
async function freePort(): Promise<number> {
  const port = randomInt(20_000, 30_000);
  const probe = createServer();
  const free = await new Promise<boolean>((resolve) => {
    probe.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
  });
  if (!free) return freePort();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
