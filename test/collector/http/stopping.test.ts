import { Agent, createServer, get, type Server, type ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { listen } from '../../../collector/http/listen.ts';

const HERE = { host: '127.0.0.1', port: 0 };

function ask(url: string, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      response.setEncoding('utf8').on('data', resolve);
    }).on('error', reject);
  });
}

describe('a server that stops', () => {
  it('finishes what is in flight, takes nothing new, and does not wait for idle connections', async () => {
    let pending: ServerResponse | undefined;
    let arrived = () => {};
    const waiting = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const handler = (request: { url?: string }, response: ServerResponse) => {
      if (request.url === '/fast') {
        response.end('fast');
        return;
      }
      pending = response;
      arrived();
    };
    const server = await listen({ callback: () => handler as never }, HERE);
    const agent = new Agent({ keepAlive: true });
    expect(await ask(`${server.url}/fast`, agent)).toBe('fast');
    const slow = ask(`${server.url}/slow`, agent);
    await waiting;
    const closing = server.close();
    await expect(ask(`${server.url}/fast`, new Agent())).rejects.toThrow('ECONNREFUSED');
    pending?.end('slow');
    expect(await slow).toBe('slow');
    await closing;
    agent.destroy();
  });

  it('says plainly when the port is taken', async () => {
    const other: Server = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    await expect(listen({ callback: () => () => {} }, { ...HERE, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await new Promise((resolve) => other.close(resolve));
  });
});
