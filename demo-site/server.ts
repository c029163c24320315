import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buy } from './buy.ts';
import { readPage } from './pages.ts';

/** What the shop needs to know. Its key may do what it needs and no more. */
export interface ShopOptions {
  port: number;
  host: string;
  collectorUrl: string;
  websiteId: string;
  revenueKey: string;
}

export interface Shop {
  url: string;
  stop(): Promise<void>;
}

const BODY_MAX = 64 * 1024;

/** Starts the demo shop. Rejects with the system's error, such as `EADDRINUSE`, when it cannot listen. */
export async function startShop(options: ShopOptions): Promise<Shop> {
  const server = createServer((request, response) => {
    answer(request, response, options).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else sendJson(response, 502, { message: `The collector could not be asked: ${describe(error)}` });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, options.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, options: ShopOptions): Promise<void> {
  const address = new URL(request.url ?? '/', 'http://shop').pathname;
  const collector = { collectorUrl: options.collectorUrl, websiteId: options.websiteId };

  if (request.method === 'POST') {
    if (address === '/buy') {
      const sale = await buy(await readOrder(request), { ...collector, key: options.revenueKey });
      return sendJson(response, sale.status, sale.body);
    }
    if (address === '/contact') {
      request.resume();
      response.writeHead(303, { Location: '/thanks.html' }).end();
      return;
    }
    return sendJson(response, 404, { message: 'There is nothing to post to here.' });
  }

  const page = await readPage(address, collector);
  if (page === null) {
    response
      .writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' })
      .end('There is no such page in this shop.\n');
    return;
  }
  response.writeHead(200, { 'Content-Type': page.type, 'Cache-Control': 'no-store' });
  response.end(request.method === 'HEAD' ? undefined : page.body);
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(body));
}

/** The order as JSON; an unreadable one is an empty order, which `buy` refuses. */
async function readOrder(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > BODY_MAX) return {};
  }
  try {
    const order: unknown = JSON.parse(text);
    return typeof order === 'object' && order !== null ? (order as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
