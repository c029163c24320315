import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A page: its HTML, or that with headers and a status of its own. */
export type SitePage = string | { html: string; headers?: Record<string, string>; status?: number };

export interface Site {
  url: string;
  /** What it was asked for, oldest first. */
  requests: { path: string; headers: IncomingHttpHeaders }[];
  close(): Promise<void>;
}

/** Serves pages by their paths on a free port: somebody's website. A POST to any of them is answered like a GET. */
export async function openSite(pages: Record<string, SitePage>): Promise<Site> {
  const requests: Site['requests'] = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://site').pathname;
    requests.push({ path, headers: request.headers });
    const page = pages[path];
    request.resume();
    if (page === undefined) response.writeHead(404, { 'Content-Type': 'text/plain' }).end('There is no such page.');
    else answerWith(page, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    requests,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function answerWith(page: SitePage, response: ServerResponse): void {
  const { html, headers = {}, status = 200 } = typeof page === 'string' ? { html: page } : page;
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', ...headers }).end(html);
}

/** A page with the given body and the one line a website needs, if any; its icon is empty, so that none is asked for. */
export const html = (tag: string, body = ''): string =>
  `<!doctype html><html lang="en"><head><title>A page</title><link rel="icon" href="data:,">${tag}</head><body>${body}</body></html>`;
