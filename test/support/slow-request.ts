import { once } from 'node:events';
import { connect } from 'node:net';

/** A request whose body is on its way for as long as the sender likes. */
export interface SlowRequest {
  /** Sends the rest. Resolves with the status of the answer. */
  finish(): Promise<number>;
}

/** Sends all but the last byte of a JSON body. Resolves once the collector has begun with the request and waits for that. */
export async function beginSlowly(
  url: string,
  method: string,
  path: string,
  { headers, body }: { headers: Record<string, string>; body: object },
): Promise<SlowRequest> {
  const { hostname, port } = new URL(url);
  const text = JSON.stringify(body);
  const socket = connect(Number(port), hostname);
  const sent = {
    ...headers,
    Host: 'collector',
    'Content-Type': 'application/json',
    'Content-Length': String(text.length),
    Connection: 'close',
    Expect: '100-continue',
  };
  const lines = Object.entries(sent).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${text.slice(0, -1)}`);
  // `100 Continue`
  await once(socket, 'data');
  let answer = '';
  socket.on('data', (data) => {
    answer += data;
  });
  return {
    finish: async () => {
      socket.write(text.slice(-1));
      await once(socket, 'close');
      return Number(answer.split(' ')[1]);
    },
  };
}
