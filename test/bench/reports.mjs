/*
 * npm run bench:reports: what GET /api/overview costs over a seeded year, beside the plainest SQL over the same rows in the
 * same run. Only the ratios carry over to other machines. Writes docs/report-cost.md.
 *
 * BENCH_EVENTS sets the size of the year (default 200,000).
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseOverviewQuery } from '../../dist/collector/query/ask/parse-overview.js';
import { answerOverview } from '../../dist/collector/query/reports/overview.js';
import { openConnection } from '../../dist/collector/store/sqlite/engine/connection.js';
import { databaseFile } from '../../dist/collector/store/sqlite/engine/open.js';
import { findEarliest } from '../../dist/collector/store/sqlite/read/earliest.js';
import { createReportSource } from '../../dist/collector/store/sqlite/read/report-source.js';
import { createRegistry } from '../../dist/collector/store/sqlite/registry/registry.js';
import { machine } from './machine.mjs';

const EVENTS = Number(process.env.BENCH_EVENTS ?? 200_000);
const PERIODS = ['30d', '12mo'];
const ROUNDS = 7;

const dir = mkdtempSync(join(tmpdir(), 'bizness-bench-reports-'));
process.once('exit', () => rmSync(dir, { recursive: true }));
const seed = ['dist/demo-site/seed/seed.js', '--events', `${EVENTS}`, '--website', 'bench', '--data-dir', dir];
execFileSync(process.execPath, seed, { stdio: ['ignore', 'ignore', 'inherit'] });

const db = openConnection(databaseFile(dir), { readonly: true });
const registry = createRegistry(db, () => {});
const website = registry.website('bench');
const site = website.number * 2;
const now = Date.now();
const context = { website, site, now, conversionEvents: registry.conversionEvents(website) };

const questionOf = (period) =>
  parseOverviewQuery(new URLSearchParams({ period, compare: 'previous' }), {
    ...context,
    earliest: () => findEarliest(db)(site),
  });
const plain = db.prepare(`select count(distinct visitor), sum(name = 'page_view') from events
  where site = @site and time >= @start and time < @end`);

async function time(run) {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

async function measure(period) {
  const question = questionOf(period);
  const source = createReportSource(db);
  const cold = await time(() => answerOverview(source, question));
  const warm = [];
  const floor = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    warm.push(await time(() => answerOverview(source, question)));
    floor.push(await time(() => plain.all({ site, ...question.range })));
  }
  const middle = (times) => times.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)];
  return { period, cold, warm: middle(warm), floor: middle(floor) };
}

const whole = (value) => Math.round(value).toLocaleString('en');
const results = [];
for (const period of PERIODS) results.push(await measure(period));
const rows = results.map(
  ({ period, cold, warm, floor }) =>
    `| ${period} | ${whole(cold)} | ${whole(warm)} | ${whole(floor)} | ${(warm / floor).toFixed(1)} |`,
);
const text = `# What a report costs

\`GET /api/overview\` with all panels, course and comparison, over a seeded year of ${whole(EVENTS)} events, in one thread. Beside it one question
of plain SQL over the same range: distinct visitors and page views, from an index alone. Written by \`npm run bench:reports\`; medians of
${ROUNDS}. Milliseconds move from machine to machine and with its load, ratios hold.

- Machine: ${machine()}; load average ${loadavg()[0].toFixed(1)}
- Node ${process.version}

| period | first time, ms | again, ms | two plain counts, ms | again ÷ plain |
|---|---|---|---|---|
${rows.join('\n')}
`;
writeFileSync('docs/report-cost.md', text);
console.log(text);
