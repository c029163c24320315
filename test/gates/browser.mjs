/**
 * Makes sure the browser tests have one browser of each engine: finds it, else installs it, else fails saying how.
 * They are never skipped in silence.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { CHROMIUM_FLAGS, findChromium } from './find-chromium.mjs';
import { findFirefox, findWebKit } from './find-engines.mjs';

const ENGINES = [
  {
    name: 'Chromium',
    packages: ['chromium', 'fonts-liberation'],
    otherwise: ['npx', '--yes', 'playwright-core', 'install', 'chromium'],
    help: [
      'anywhere:        npx playwright-core install --with-deps chromium',
      'your own:        CHROMIUM_PATH=/path/to/chrome npm test',
    ],
    chosen: 'CHROMIUM_PATH',
    find: findChromium,
    version: chromiumVersion,
  },
  {
    name: 'Firefox',
    packages: ['firefox-esr'],
    help: ['your own:        FIREFOX_PATH=/path/to/firefox npm test'],
    chosen: 'FIREFOX_PATH',
    find: findFirefox,
    version: (path) => output(path, ['--version']).replace('Mozilla Firefox ', ''),
  },
  {
    name: 'WebKit',
    // Its driver; the small browser of the tests around it, and its language; a screen for it.
    packages: ['webkit2gtk-driver', 'gir1.2-webkit2-4.1', 'gjs', 'xvfb'],
    help: ['your own driver: WEBKIT_DRIVER_PATH=/path/to/WebKitWebDriver npm test, with gjs and Xvfb in the PATH'],
    chosen: 'WEBKIT_DRIVER_PATH',
    find: findWebKit,
    version: ({ interpreter }) => output(interpreter, ['-c', WEBKIT_VERSION]),
  },
];

const WEBKIT_VERSION = `
  imports.gi.versions.WebKit2 = '4.1';
  const { get_major_version, get_minor_version, get_micro_version } = imports.gi.WebKit2;
  print([get_major_version(), get_minor_version(), get_micro_version()].join('.'));`;

for (const engine of ENGINES) {
  const found = engine.find() ?? install(engine);
  if (found === null) fail(engine, `The tests drive a real ${engine.name} and found none that runs.`);
  try {
    console.log(`browser: ${engine.name} ${await engine.version(found)}, ${found.driver ?? found}`);
  } catch (error) {
    fail(engine, `${engine.name} does not start (${String(error).split('\n')[0]}).`);
  }
}

function install({ name, packages, otherwise, chosen, find }) {
  if (process.env[chosen]) return null;
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    console.log(`browser: no ${name} here, installing Debian’s`);
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages]);
    const installed = find();
    if (installed !== null) return installed;
  }
  if (otherwise === undefined) return null;
  console.log(`browser: no ${name} here, asking for one: ${otherwise.join(' ')}`);
  run(otherwise[0], otherwise.slice(1));
  return find();
}

async function chromiumVersion(executablePath) {
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
  const version = browser.version();
  await browser.close();
  return version;
}

function output(command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', timeout: 60_000 });
  if (status !== 0) throw error ?? new Error(stderr.trim() || `${command} ended with ${status}`);
  return stdout.trim();
}

function run(command, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env, timeout: 8 * 60_000 });
}

function fail({ packages, help, chosen }, problem) {
  const choice = process.env[chosen] ? ` ${chosen} is ${process.env[chosen]}.` : '';
  const lines = [
    `${problem}${choice} Any of these helps:`,
    `  Debian, Ubuntu:  sudo apt-get install ${packages.join(' ')}`,
    ...help.map((line) => `  ${line}`),
  ];
  console.error(lines.join('\n'));
  process.exit(1);
}
