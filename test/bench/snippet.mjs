/*
 * npm run bench:snippet: what the snippet costs the main thread of a page in a real Chromium, beside the same page without
 * it and beside a script that does next to nothing. Writes docs/snippet-cost.md; fails when the snippet made a long task or
 * forced a layout.
 *
 * Each is visited twice a round: slowed down fourfold, which the clock measures, and at full speed, for the processor's
 * time. The clock says what a person waits; on a machine that others use, it also says what they do. The processor's time
 * does not, so it decides.
 *
 * BENCH_ROUNDS sets how many rounds count (default 15).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { chromium } from 'playwright-core';
import { CHROMIUM_FLAGS, findChromium, VISITOR_USER_AGENT } from '../gates/find-chromium.mjs';
import { machine, version } from './machine.mjs';
import { startSite, visit } from './snippet-visit.mjs';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 15);
const BRAKE = 4;
/** What the web calls a long task. */
const LONG_MS = 50;
/** Less is too little to divide by. */
const LEAST_MS = 0.1;

const KINDS = {
  none: [undefined],
  trivial: ['/trivial.js'],
  snippet: ['/bizness.js'],
  outage: ['/bizness.js', { outage: true }],
};
const ROWS = [
  ['snippet', 'load', 'page loads (at once: the script is evaluated)'],
  ['snippet', 'click', 'click on a button'],
  ['snippet', 'link', 'click on an outbound link'],
  ['snippet', 'track', '`track()`'],
  ['snippet', 'scroll', 'scroll'],
  ['snippet', 'navigate', '`history.pushState()`'],
  ['snippet', 'leave', 'page is hidden and left'],
  ['outage', 'load', 'page loads in an outage, 1,000 events wait'],
  ['outage', 'click', 'click on a button in that outage'],
  ['outage', 'track', '`track()` in that outage'],
  ['outage', 'leave', 'page is hidden and left in that outage'],
];

const samples = new Map();
const of = (...key) => samples.get(key.join()) ?? [];
const layouts = { operations: 0, forced: 0 };

function keep(kind, brake, operations) {
  for (const { name, forcedLayouts, ...times } of operations) {
    if (KINDS[kind][0] === '/bizness.js') {
      layouts.operations += 1;
      layouts.forced += forcedLayouts;
    }
    for (const [field, { clock, processor }] of Object.entries(times)) {
      const key = [kind, name, field, brake];
      samples.set(key.join(), [...of(...key), brake === 1 ? processor : clock]);
    }
  }
}

/** A meter that sees nothing would praise everything. */
async function checkMeter(browser, site) {
  const operations = await visit(browser, site, '/faulty.js', { brake: 1 });
  const click = operations.find(({ name }) => name === 'click');
  if (click.forcedLayouts > 0 && click.piece.clock >= LONG_MS) return;
  throw new Error('a forced layout and 60 ms of work went unseen');
}

async function measure(browser, site) {
  // One round more than counts warms up: the disk's cache, the browser's own start.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [kind, [script, options]] of Object.entries(KINDS)) {
      for (const brake of [1, BRAKE]) {
        const { posts } = site;
        const operations = await visit(browser, site, script, { ...options, brake });
        if (kind === 'snippet' && site.posts === posts) throw new Error('the snippet sent nothing');
        if (round > 0) keep(kind, brake, operations);
      }
    }
    if (round % 5 === 0) console.error(`${round} of ${ROUNDS} rounds`);
  }
}

const middle = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const ms = (value) => (value < 10 ? Math.max(0, value).toFixed(1) : Math.round(value).toLocaleString('en'));

/** What a row shows at one speed. What the page's own call costs, of pushState for one, is not the script's. */
function figures([kind, name], brake) {
  const median = (who, field) => middle(of(who, name, field, brake));
  const base = median('none', 'atOnce');
  const typical = (field, who = kind) => median(who, field) - base;
  const worst = (field) => Math.max(...of(kind, name, field, brake)) - base;
  return {
    typical,
    worst,
    page: median('none', 'page'),
    pair: (field) => `${ms(typical(field))} / ${ms(worst(field))}`,
  };
}

function slowRow(row) {
  const { pair } = figures(row, BRAKE);
  return `| ${[row[2], pair('atOnce'), pair('inAll'), pair('piece')].join(' | ')} |`;
}

function fastRow(row) {
  const { typical, page, pair } = figures(row, 1);
  const trivial = typical('atOnce', 'trivial');
  const columns = [
    row[2],
    pair('atOnce'),
    ms(trivial),
    trivial < LEAST_MS ? '–' : (typical('atOnce') / trivial).toFixed(1),
    pair('inAll'),
    ms(page),
    (typical('inAll') / page).toFixed(2),
    pair('piece'),
  ];
  return `| ${columns.join(' | ')} |`;
}

function report(browser) {
  const manifest = JSON.parse(readFileSync('dist/snippet/manifest.json', 'utf8'));
  const pieces = ROWS.map((row) => ({ label: row[2], time: figures(row, 1).worst('piece') * BRAKE }));
  const say = ({ label, time }) => `${ms(time)} ms: ${label}`;
  const long = pieces.filter(({ time }) => time >= LONG_MS);
  const longest = pieces.reduce((top, one) => (one.time > top.time ? one : top));
  const faults = long.map((piece) => `a long task, ${say(piece)}`);
  if (layouts.forced > 0) faults.push(`${layouts.forced} forced layouts`);
  const text = `# What the snippet costs a page

The time it takes of the main thread, where a page also draws and answers. Written by \`npm run bench:snippet\`. Times move
from machine to machine, ratios hold.

- Machine: ${machine()}; load average ${loadavg()[2].toFixed(1)}
- Chromium ${browser.version()}, playwright-core ${version('playwright-core')}, Node ${process.version}
- bizness.js ${manifest.version}, ${manifest.files['bizness.js'].bytes} bytes
- The page has 1,200 elements and dirties their layout before every click, scroll and leaving. ${ROUNDS} visits each, in turns, every
  one with a new profile, after one that does not count; figures are median / worst, in milliseconds
- Its work is what a trace attributes to its URL, and all microtasks: the page has none of its own. *At once* is what
  happens in the task of the event itself, *in all* what happens until the page is quiet, sending and the answer included
- Layouts it forced: ${layouts.forced} in ${layouts.operations} operations
- Long tasks (${LONG_MS} ms) of its making, by the worst processor time in one task times ${BRAKE}: ${long.length > 0 ? long.map(say).join('; ') : `none. The longest is ${say(longest)}`}

At full speed, processor time. *Trivial* is a script that on each of these occasions puts 300 bytes of JSON into
\`localStorage\`, and does nothing else; *page* is all that the page does meanwhile without any script.

| what happens | at once | trivial | ÷ trivial | in all | page | ÷ page | longest in one task |
|---|---|---|---|---|---|---|---|
${ROWS.map(fastRow).join('\n')}

Slowed down ${BRAKE} times, as DevTools does to play a phone, by the clock: with what it waits for the browser's other processes, and
for other programs, if the machine had any.

| what happens | at once | in all | longest in one task |
|---|---|---|---|
${ROWS.map(slowRow).join('\n')}

\`test/bench/snippet-trace.mjs\` counts; before each run it is shown a script that forces a layout and holds the thread for
60 ms, and has to see both.
`;
  return { text, faults };
}

const browser = await chromium.launch({
  executablePath: findChromium() ?? undefined,
  args: [...CHROMIUM_FLAGS, `--user-agent=${VISITOR_USER_AGENT}`],
});
const site = await startSite();
await checkMeter(browser, site);
await measure(browser, site);
const { text, faults } = report(browser);
await browser.close();
site.close();
// What repairs cost is written by hand, and stays.
const [, repairs = ''] = readFileSync('docs/snippet-cost.md', 'utf8').split(/(?=\n## What repairs cost\n)/);
writeFileSync('docs/snippet-cost.md', text + repairs);
console.log(text);
for (const fault of faults) console.error(`the snippet caused ${fault}`);
if (faults.length > 0) process.exitCode = 1;
