import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { findWebKit, type WebKitParts } from '../../gates/find-engines.mjs';
import { temporaryFolder } from '../command.ts';
import type { Browser, Engine } from './engine.ts';
import { eventually } from './eventually.ts';
import { DECLARE_GPC, REFUSE_STORAGE } from './imitations.ts';
import { groupEnds, killGroup } from './processes.ts';
import { openSession, type Session } from './webdriver.ts';
import { webkitTab } from './webkit-tab.ts';

const BROWSER = fileURLToPath(new URL('webkit-browser.js', import.meta.url));

export const webkit: Engine = {
  name: 'webkit',
  cannot: {
    gpc: 'WebKit has no Global Privacy Control: a script in every page declares it, and no header is sent',
    denyStorage: 'WebKitGTK has no such setting: a script in every page makes touching a storage throw, as Safari does',
    offline: 'WebKitGTK believes what the machine says about its network',
    prerender: 'WebKit does not prerender pages',
  },
  async open({ denyStorage = false, gpc = false } = {}) {
    const parts = findWebKit();
    if (parts === null) throw new Error('There is no WebKit. See: npm run browser');
    return openWebKit(parts, [...(gpc ? [DECLARE_GPC] : []), ...(denyStorage ? [REFUSE_STORAGE] : [])]);
  },
};

async function openWebKit(parts: WebKitParts, scripts: string[]): Promise<Browser> {
  const { folder } = temporaryFolder();
  const complaints: string[] = [];
  const display = await openDisplay(parts.screen);
  let driver: ChildProcess;
  let session: Session;
  /** What is in front of a tab that hides: the page from the start, which stays. */
  let cover: string;
  const start = async () => {
    rmSync(path.join(folder, 'orders'), { force: true });
    const port = await freePort();
    driver = spawn(parts.driver, [`--port=${port}`], {
      // A group of its own, to be killed as one.
      detached: true,
      env: { ...process.env, DISPLAY: display.name },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    createInterface(driver.stderr!).on('line', (line) => {
      const [, source, complaint] = /CONSOLE (\S+ )?ERROR (.*)/.exec(line) ?? [];
      if (complaint !== undefined) complaints.push(source === 'JS ' ? `uncaught: ${complaint}` : complaint);
    });
    const url = `http://127.0.0.1:${port}`;
    await eventually('the driver of WebKit answers', async () => (await fetch(`${url}/status`)).ok);
    session = await openSession(url, {
      // Pages of an outage never finish to load; who waits, waits himself.
      pageLoadStrategy: 'none',
      'webkitgtk:browserOptions': { binary: parts.interpreter, args: [BROWSER, folder, ...scripts] },
    });
    cover = await session.send('GET', '/window');
  };
  const order = async (what: string) => {
    const connection = connect(path.join(folder, 'orders'));
    connection.end(`${what}\n`);
    connection.resume();
    await once(connection, 'close');
  };
  const kill = () => killGroup(driver.pid);
  const quit = async () => {
    await order('quit');
    // The driver outlives its browser; WebKit's own processes write down what they hold and follow it.
    driver.kill();
    await groupEnds(driver.pid!);
  };
  await start();
  return {
    version: session!.browserVersion,
    complaints,
    async tab() {
      const open = session.inWindow(cover);
      const { handle } = await open<{ handle: string }>('POST', '/window/new', { type: 'tab' });
      return webkitTab(session, handle, order);
    },
    quit,
    kill,
    start,
    async reopen() {
      await quit();
      await start();
    },
    async close() {
      await kill();
      display.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

/** A screen of its own that nobody sees, so that browsers take the focus from each other only where told. */
async function openDisplay(program: string): Promise<{ name: string; close(): void }> {
  const server = spawn(program, ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const [number] = await once(server.stdio[3]!, 'data');
  return { name: `:${String(number).trim()}`, close: () => server.kill('SIGKILL') };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
