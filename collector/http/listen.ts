import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { newRequestId } from './middleware/request-id.ts';

export interface Listening {
  /** Such as `http://127.0.0.1:3000`, with the port that was really bound. */
  url: string;
  /** Stops accepting, lets what is in flight finish for up to ten seconds, and closes. */
  close(): Promise<void>;
}

const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** Longer than the usual 60 s of proxies, so that a proxy never writes into a socket that is just closing. */
const KEEP_ALIVE_MS = 65_000;
const DRAIN_MS = 10_000;
const SWEEP_MS = 50;

/** Listens. Rejects with Node's own error when the port is taken. */
export function listen(
  app: { callback(): RequestListener },
  { host, port }: { host: string; port: number },
): Promise<Listening> {
  const handle = app.callback();
  const server = createServer(
    {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      // A request without `Host`, or with an `Expect` of its own making, is answered like any other.
      requireHostHeader: false,
    },
    handle,
  );
  server.on('checkExpectation', handle);
  server.on('clientError', answerNonsense);

  const close = () =>
    new Promise<void>((resolve) => {
      // A connection that was busy at the call becomes idle later; keep-alive would hold it open for a minute.
      const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
      const deadline = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
      server.close(() => {
        clearInterval(sweep);
        clearTimeout(deadline);
        resolve();
      });
      server.closeIdleConnections();
    });

  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const bound = server.address() as AddressInfo;
      const name = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
      resolve({ url: `http://${name}:${bound.port}`, close });
    });
  });
}

/** What does not even parse as HTTP is told so in the shape of every other error. */
function answerNonsense(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const late = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
  const large = error.code === 'HPE_HEADER_OVERFLOW';
  const message = late
    ? 'The request took too long to arrive'
    : large
      ? 'The address and headers are too large'
      : 'This is not a valid HTTP request';
  const body = JSON.stringify({ success: false, error: { code: 'INVALID_REQUEST', message } });
  socket.end(
    `HTTP/1.1 ${late ? '408 Request Timeout' : '400 Bad Request'}\r\nConnection: close\r\nX-Request-Id: ${newRequestId()}\r\n` +
      `Content-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
