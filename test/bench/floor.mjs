/*
 * The floors our collector is held against, in the same run on the same machine:
 *
 *   bare          node:http that parses the JSON and answers
 *   group-commit  the same, and inserts each event into SQLite (WAL, synchronous=FULL, a unique id); requests of two
 *                 milliseconds share one commit, and are answered after it
 *
 * Neither validates, authenticates, enriches, derives sessions or limits anything.
 */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { join } from 'node:path';
import Database from 'better-sqlite3';

const [kind, dir] = process.argv.slice(2);
const GATHER_MS = 2;

function createSink() {
  if (kind === 'bare') return (_events, answer) => answer();
  const db = new Database(join(dir, 'floor.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('create table events (id text primary key, name text, visitor text, time integer, properties text)');
  const insert = db.prepare('insert or ignore into events values (?, ?, ?, ?, ?)');
  const commit = db.transaction((group) => {
    const now = Date.now();
    for (const { events } of group) {
      for (const { event_name, visitor_id, properties } of events) {
        insert.run(randomUUID(), event_name, visitor_id, now, JSON.stringify(properties));
      }
    }
  });
  let waiting = [];
  const flush = () => {
    const group = waiting;
    waiting = [];
    commit.immediate(group);
    for (const { answer } of group) answer();
  };
  return (events, answer) => {
    if (waiting.length === 0) setTimeout(flush, GATHER_MS);
    waiting.push({ events, answer });
  };
}

const sink = createSink();
const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const body = JSON.parse(Buffer.concat(chunks).toString());
    sink(body.events ?? [body], () => {
      response.setHeader('content-type', 'application/json');
      response.end('{"success":true}');
    });
  });
});
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}` })));
process.on('SIGTERM', () => process.exit(0));
