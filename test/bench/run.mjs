/*
 * npm run bench: durable ingest of the collector beside two floors measured in the same run. Only the ratios carry over
 * to other machines. Writes docs/benchmarks.md.
 *
 * BENCH_SECONDS sets how long each cell is measured (default 8).
 */
import { writeFileSync } from 'node:fs';
import autocannon from 'autocannon';
import { machine, version } from './machine.mjs';
import { startServer } from './servers.mjs';
import { buildBodies } from './workload.mjs';

const SECONDS = Number(process.env.BENCH_SECONDS ?? 8);
/** BENCH_ONLY=collector measures one alone and writes nothing. */
const SERVERS = process.env.BENCH_ONLY ? [process.env.BENCH_ONLY] : ['bare', 'group-commit', 'collector'];
const CELLS = [
  { size: 1, concurrency: 10 },
  { size: 1, concurrency: 100 },
  { size: 20, concurrency: 10 },
  { size: 20, concurrency: 100 },
];

const bodies = { 1: buildBodies('bench', 1, 20_000), 20: buildBodies('bench', 20, 1000) };

async function measure(server, { size, concurrency }, seconds) {
  let next = 0;
  const result = await autocannon({
    url: server.url,
    connections: concurrency,
    duration: seconds,
    timeout: 30,
    requests: [
      {
        method: 'POST',
        path: size === 1 ? '/api/events' : '/api/events/batch',
        headers: { 'content-type': 'application/json', ...server.headers },
        // Bodies are handed out in turn, whichever connection asks.
        setupRequest: (request) => {
          request.body = bodies[size][next++ % bodies[size].length];
          return request;
        },
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refusals, ${result.errors} errors`);
  return {
    eventsPerSecond: (result['2xx'] * size) / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    acknowledged: result['2xx'] * size,
  };
}

async function measureServer(kind) {
  const server = await startServer(kind);
  process.once('exit', server.kill);
  const cells = [];
  let acknowledged = 0;
  for (const cell of CELLS) {
    const warm = await measure(server, cell, 2);
    const result = await measure(server, cell, SECONDS);
    acknowledged += warm.acknowledged + result.acknowledged;
    cells.push(result);
    console.error(`${kind}: ${label(cell)} ${Math.round(result.eventsPerSecond)} events/s, p99 ${result.p99} ms`);
  }
  const peakMemory = server.peakMemory();
  const stored = await server.stop();
  if (stored !== null && stored.events < acknowledged) {
    throw new Error(`${acknowledged} events were acknowledged, ${stored.events} are stored`);
  }
  return { kind, cells, peakMemory, stored };
}

const label = ({ size, concurrency }) => `${size === 1 ? 'single' : `batch of ${size}`}, concurrency ${concurrency}`;
const number = (value) => Math.round(value).toLocaleString('en');

function report(results) {
  const [bare, floor, ours] = results;
  const rows = CELLS.map((cell, index) => {
    const [b, f, o] = [bare, floor, ours].map(({ cells }) => cells[index]);
    const columns = [
      label(cell),
      number(b.eventsPerSecond),
      number(f.eventsPerSecond),
      number(o.eventsPerSecond),
      (o.eventsPerSecond / b.eventsPerSecond).toFixed(2),
      (o.eventsPerSecond / f.eventsPerSecond).toFixed(2),
      `${o.p50} / ${o.p99}`,
      `${f.p50} / ${f.p99}`,
    ];
    return `| ${columns.join(' | ')} |`;
  });
  const packages = ['better-sqlite3', 'koa', 'zod', 'autocannon'].map((name) => `${name} ${version(name)}`).join(', ');
  return `# Benchmarks

Durable ingest: every event acknowledged is committed and synced. Written by \`npm run bench\`; each cell ${SECONDS} s
after a warm-up of 2 s, load and server on the same machine. Rates move from machine to machine, ratios hold.

- Machine: ${machine()}
- Node ${process.version}, ${packages}
- Floors: \`node:http\` that parses and answers (bare); the same with group commit into SQLite (group commit). They
  validate, authenticate, limit, enrich and attribute nothing. Their code: \`test/bench/floor.mjs\`
- Peak memory of the collector: ${number(ours.peakMemory / 1024 ** 2)} MiB
- Bytes per stored event, indexes and sessions included: ${number(ours.stored.bytes / ours.stored.events)} (${number(ours.stored.events)} events; every acknowledged one is among them)

| load | bare, events/s | group commit, events/s | collector, events/s | ÷ bare | ÷ group commit | collector p50 / p99 ms | group commit p50 / p99 ms |
|---|---|---|---|---|---|---|---|
${rows.join('\n')}

Where the rest goes, by CPU profile under batches of 20 at concurrency 100: the main thread validates, cleans and enriches
each event (about half of its time), speaks HTTP (a quarter) and collects garbage (a seventh); the writer thread commits and
syncs (a third), inserts the row and its four indexes (a quarter), finds and saves the visitor's session (a quarter). The
floor does the first third of the writer's work and nothing of the rest.
`;
}

const results = [];
for (const kind of SERVERS) results.push(await measureServer(kind));
if (results.length > 1) {
  const text = report(results);
  writeFileSync('docs/benchmarks.md', text);
  console.log(text);
}
