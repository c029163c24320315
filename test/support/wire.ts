import { createServer, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerWith, type SitePage } from './site.ts';

/** A request as it came by. */
export interface Passed {
  /** ms */
  at: number;
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  fate: Fate;
}

/**
 * What becomes of a request: `deliver` it; deliver it and `cut` the line before the answer is back; `refuse` it without
 * any answer; answer in the collector's stead.
 */
export type Fate = 'deliver' | 'cut' | 'refuse' | { status: number; headers?: Record<string, string> };

export interface Wire {
  url: string;
  /** Everything that came by, in order. */
  passed: Passed[];
  /** The batches among them. */
  batches(): Passed[];
  /** Decides on each batch; may do something at that moment, too. All are delivered at first. */
  fate: (batch: Passed) => Fate;
  /** The most batches that were under way at the same time. */
  crowd: number;
  close(): Promise<void>;
}

/**
 * The line between browsers and a collector, which may move; it is looked at and cut here. With `pages` of its own, by their
 * paths, it is also the website of a collector that has the same origin.
 */
export async function openWire(collector: () => string, pages: Record<string, SitePage> = {}): Promise<Wire> {
  let underWay = 0;
  const server = createServer(async (incoming, outgoing) => {
    const passed = await read(incoming).catch(() => null);
    if (passed === null) return;
    const page = pages[passed.path];
    if (page !== undefined) {
      answerWith(page, outgoing);
      return;
    }
    wire.passed.push(passed);
    const isBatch = passed.method === 'POST' && passed.path === '/api/events/batch';
    if (isBatch) {
      underWay++;
      wire.crowd = Math.max(wire.crowd, underWay);
      outgoing.once('close', () => underWay--);
    }
    const fate = isBatch ? wire.fate(passed) : 'deliver';
    passed.fate = fate;
    if (fate === 'refuse') {
      outgoing.destroy();
      return;
    }
    if (typeof fate === 'object') {
      const cors = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': 'Retry-After' };
      outgoing.writeHead(fate.status, { ...cors, ...fate.headers }).end('{"success":false}');
      return;
    }
    const onward = request(
      collector() + passed.path,
      { method: passed.method, headers: passed.headers, agent: false },
      (answer) => {
        if (fate === 'cut') {
          // The collector has said yes, and nobody will hear it.
          answer.resume().once('end', () => outgoing.destroy());
          return;
        }
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.once('error', () => outgoing.destroy());
        answer.pipe(outgoing);
      },
    );
    onward.once('error', () => outgoing.destroy());
    onward.end(passed.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const wire: Wire = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    passed: [],
    batches: () => wire.passed.filter(({ method, path }) => method === 'POST' && path === '/api/events/batch'),
    fate: () => 'deliver',
    crowd: 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return wire;
}

async function read(incoming: IncomingMessage): Promise<Passed> {
  const at = Date.now();
  let body = '';
  for await (const chunk of incoming.setEncoding('utf8')) body += chunk;
  return {
    at,
    method: incoming.method ?? '',
    path: incoming.url ?? '',
    headers: incoming.headers,
    body,
    fate: 'deliver',
  };
}

/** Names of the events in batches, in order. */
export const namesIn = (batches: Passed[]): string[] =>
  batches.flatMap(({ body }) =>
    (JSON.parse(body) as { events: { event_name: string }[] }).events.map((e) => e.event_name),
  );
