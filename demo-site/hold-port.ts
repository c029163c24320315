import { createServer } from 'node:http';

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="2">
<title>One moment</title>
<p>The demo is making up a year of visits. This page reloads until it is there.</p>
`;

/**
 * Takes a port before there is anything to answer with, and says so to each browser until `release` is called.
 * Rejects with the system's error, such as `EADDRINUSE`. Port 0 is nothing to take: the system picks a free one later.
 */
export async function holdPort(port: number, host: string): Promise<{ release(): Promise<void> }> {
  if (port === 0) return { release: async () => {} };
  const server = createServer((_request, response) => {
    response.writeHead(503, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' }).end(PAGE);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  return {
    release: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
