import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { type KeyChoices, mintKey } from '../../collector/account/key.ts';
import { createWebsite } from '../../collector/account/website.ts';
import type { WebsiteCreateBody } from '../../collector/contract/account/website.ts';
import { ENDPOINTS } from '../../collector/contract/endpoints/index.ts';
import type { CollectorOptions } from '../../collector/main.ts';
import type { ApiKey } from '../../collector/model/key.ts';
import type { Website } from '../../collector/model/website.ts';

// The built collector, because its writer and its readers are threads that run built files.
const built = '../../dist/collector/main.js';
const builtPasswords = '../../dist/collector/account/password.js';
/** Passwords of tests need not resist anybody. */
const CHEAP = { N: 16, r: 1, p: 1 };

export interface Answer {
  status: number;
  headers: Headers;
  /** The parsed body; text where it is no JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into an answer of any shape
  body: any;
}

export interface TestCollector {
  url: string;
  dataDir: string;
  registry: import('../../collector/store/registry/index.ts').Registry;
  people: import('../../collector/store/people.ts').People;
  /** The path of the setup link, null when there is a person. */
  setupPath: string | null;
  /** What the collector has logged, line by line. */
  logged: string[];
  website(body?: Partial<WebsiteCreateBody>): Promise<Website>;
  /** The secret and the record of a new key. */
  key(choices?: KeyChoices): Promise<{ secret: string; key: ApiKey }>;
  /** `body` is sent as JSON unless it is a string or bytes already. */
  send(method: string, path: string, options?: SendOptions): Promise<Answer>;
  /** Stops, and starts again on the same data. */
  restart(): Promise<void>;
  /** Stops and deletes the data. */
  stop(): Promise<void>;
}

export interface SendOptions {
  key?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface StartOptions {
  now?: () => number;
  trustProxy?: string[];
  /** A city database. */
  geoipDb?: string;
  /** Hashes passwords in place of scrypt. */
  derive?: (password: string, salt: Buffer) => Promise<Buffer>;
  /** Comes between those who ask for reports and the threads that answer. */
  reports?: CollectorOptions['reports'];
}

/** Starts the real collector on an empty data directory and a free port. */
export async function startTestCollector(options: StartOptions = {}): Promise<TestCollector> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bizness-'));
  const logged: string[] = [];
  const start = async () => {
    const { startCollector } = (await import(built)) as typeof import('../../collector/main.ts');
    const config = {
      port: 0,
      host: '127.0.0.1',
      publicUrl: null,
      dataDir,
      trustProxy: options.trustProxy ?? [],
      logLevel: 'debug',
      logFormat: null,
      geoipDb: options.geoipDb ?? null,
    };
    const log = pino({ level: 'debug' }, { write: (line: string) => logged.push(line) });
    const { createPasswords } = (await import(builtPasswords)) as typeof import('../../collector/account/password.ts');
    const passwords = createPasswords({
      cost: CHEAP,
      ...(options.derive === undefined ? {} : { derive: options.derive }),
    });
    const { now, reports } = options;
    return startCollector(config, {
      log,
      passwords,
      ...(now === undefined ? {} : { now }),
      ...(reports === undefined ? {} : { reports }),
    });
  };
  let running = await start();
  const now = () => (options.now ?? Date.now)();
  return {
    get url() {
      return running.url;
    },
    get registry() {
      return running.registry;
    },
    get people() {
      return running.people;
    },
    get setupPath() {
      return running.setupUrl === null ? null : running.setupUrl.slice(running.url.length);
    },
    dataDir,
    logged,
    async website(body = {}) {
      const website = await running.registry.createWebsite(createWebsite({ domain: 'acme.test', ...body }, now()));
      if (website === null) throw new Error(`the website ${body.id} exists`);
      return website;
    },
    async key(choices = {}) {
      const { key, secret } = mintKey(choices, now());
      await running.registry.createKey(key);
      return { key, secret };
    },
    send: (method, path, sent) => send(running.url, method, path, sent),
    async restart() {
      await running.stop();
      running = await start();
    },
    async stop() {
      await running.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function send(url: string, method: string, path: string, options: SendOptions = {}): Promise<Answer> {
  const { key, body, headers = {} } = options;
  const isRaw = typeof body === 'string' || body instanceof Uint8Array;
  const response = await fetch(url + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: (isRaw ? body : JSON.stringify(body)) as string }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('application/json') === true && text !== '';
  const answer = { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  if (isJson && response.ok) requireDeclared(method, path, answer.body);
  return answer;
}

/** The OpenAPI document alone is declared as more than it is listed to hold. */
const DECLARED = ENDPOINTS.filter(({ operation }) => operation !== 'getOpenapi').map(({ method, path, answer }) => ({
  method,
  path: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}(?:\\?|$)`),
  answer: answer.strict(),
}));

/** Every answer of every test is what its endpoint is declared to answer, and nothing beside. */
function requireDeclared(method: string, path: string, body: unknown): void {
  const declared = DECLARED.find((endpoint) => endpoint.method === method && endpoint.path.test(path));
  const problem = declared?.answer.safeParse(body).error;
  if (problem !== undefined) throw new Error(`${method} ${path} answers otherwise than declared: ${problem.message}`);
}
