import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { WebKitParts } from '../../gates/find-engines.mjs';
import type { Run } from './browser.ts';
import { uncaught } from './complaints.ts';
import type { Engine } from './engine.ts';
import { eventually } from './eventually.ts';
import { groupEnds, killGroup, startGroup } from './processes.ts';
import { openScreen } from './screen.ts';
import { openSession, type Session } from './webdriver.ts';
import { webkitTab } from './webkit-tab.ts';

const WINDOW = fileURLToPath(new URL('webkit-window.js', import.meta.url));

export interface Settings {
  parts: WebKitParts;
  profile: string;
  /** Source texts that run in each page before its own scripts. */
  scripts: string[];
  cannot: Engine['cannot'];
}

/** Starts WebKit on a screen of its own, driven by WebDriver. */
export async function launchWebKit(settings: Settings, complaints: string[]): Promise<Run> {
  const { parts, profile, cannot } = settings;
  const screen = await openScreen(parts.screen);
  const port = await freePort();
  const driver = startGroup(parts.driver, [`--port=${port}`], {
    env: { ...process.env, DISPLAY: screen.name },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  collect(driver, complaints);
  const kill = async () => {
    await killGroup(driver.pid);
    await screen.close();
  };
  const session = await openWindow(`http://127.0.0.1:${port}`, settings).catch(async (error: unknown) => {
    await kill();
    throw error;
  });
  // The page from the start stays: it is what covers a tab that hides.
  const cover = session.inWindow(await session.send<string>('GET', '/window'));
  const order = async (what: string) => {
    const connection = connect(ordersOf(profile));
    connection.end(`${what}\n`);
    connection.resume();
    await once(connection, 'close');
  };
  return {
    version: session.browserVersion,
    async tab() {
      const { handle } = await cover<{ handle: string }>('POST', '/window/new', { type: 'tab' });
      const tab = webkitTab({ session, handle, order, cannot });
      await tab.show();
      return tab;
    },
    async quit() {
      await order('quit');
      // The driver outlives its browser; WebKit's own processes write down what they hold and follow it.
      driver.kill();
      await groupEnds(driver.pid!);
      await screen.close();
    },
    kill,
  };
}

const ordersOf = (profile: string) => path.join(profile, 'orders');

async function openWindow(driver: string, { parts, profile, scripts }: Settings): Promise<Session> {
  await eventually('the driver of WebKit answers', async () => (await fetch(`${driver}/status`)).ok);
  // A killed browser leaves it behind.
  rmSync(ordersOf(profile), { force: true });
  return openSession(driver, {
    // Pages of an outage never finish to load; who waits, waits himself.
    pageLoadStrategy: 'none',
    'webkitgtk:browserOptions': { binary: parts.interpreter, args: [WINDOW, profile, ...scripts] },
  });
}

/** WebKit prints what pages complain about. */
function collect(driver: ChildProcess, complaints: string[]): void {
  createInterface(driver.stderr!).on('line', (line) => {
    const [, source, complaint] = /CONSOLE (\S+ )?ERROR (.*)/.exec(line) ?? [];
    if (complaint !== undefined) complaints.push(source === 'JS ' ? uncaught(complaint) : complaint);
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
