/**
 * Makes sure the browser tests have a browser: finds Chromium, else installs it, else fails saying how.
 * They are never skipped in silence.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { CHROMIUM_FLAGS, findChromium } from './find-chromium.mjs';

const HOW = [
  'The tests drive a real Chromium and found none that runs. Any of these helps:',
  '  Debian, Ubuntu:  sudo apt-get install chromium',
  '  anywhere:        npx playwright-core install --with-deps chromium',
  '  your own:        CHROMIUM_PATH=/path/to/chrome npm test',
].join('\n');

const found = findChromium() ?? install();
if (found === null) fail(HOW);
try {
  const browser = await chromium.launch({ executablePath: found, args: CHROMIUM_FLAGS });
  console.log(`browser: Chromium ${browser.version()}, ${found}`);
  await browser.close();
} catch (error) {
  fail(`${found} does not start: ${String(error).split('\n')[0]}\n\n${HOW}`);
}

function install() {
  if (process.env.CHROMIUM_PATH) fail(`CHROMIUM_PATH is ${process.env.CHROMIUM_PATH}, which cannot be run.\n\n${HOW}`);
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    console.log('browser: no Chromium here, installing Debian’s');
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation']);
    const installed = findChromium();
    if (installed !== null) return installed;
  }
  console.log('browser: no Chromium here, asking playwright for one');
  run('npx', ['--yes', 'playwright-core', 'install', 'chromium']);
  return findChromium();
}

function run(command, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env, timeout: 8 * 60_000 }).status === 0;
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
