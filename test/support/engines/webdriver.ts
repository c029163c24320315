/** Speaks W3C WebDriver: https://www.w3.org/TR/webdriver2/ */
export interface Session {
  browserVersion: string;
  send: Send;
  /** The same, in the window of that handle. */
  inWindow(handle: string): Send;
}

/** Sends a command. Resolves with its value. */
export type Send = <T = unknown>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<T>;

/** A session with the browser that the driver starts when asked for one. */
export async function openSession(driver: string, capabilities: object): Promise<Session> {
  const opened = await command<{ sessionId: string; capabilities: { browserVersion: string } }>(
    'POST',
    `${driver}/session`,
    { capabilities: { alwaysMatch: capabilities } },
  );
  const send: Send = (method, path, body) => command(method, `${driver}/session/${opened.sessionId}${path}`, body);
  let current: string | null = null;
  let last: Promise<unknown> = Promise.resolve();
  return {
    browserVersion: opened.capabilities.browserVersion,
    send,
    // A session looks at one window at a time: what is meant for several waits in a row.
    inWindow: (handle) => (method, path, body) => {
      const answer = last.then(async () => {
        if (current !== handle) await send('POST', '/window', { handle });
        current = handle;
        return send<never>(method, path, body);
      });
      last = answer.catch(() => {});
      return answer;
    },
  };
}

async function command<T>(method: string, url: string, body?: object): Promise<T> {
  const response = await fetch(url, { method, ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }) });
  const { value } = (await response.json()) as { value: T & { error?: string; message?: string } };
  if (!response.ok) throw new Error(`${method} ${new URL(url).pathname}: ${value.error}: ${value.message}`);
  return value;
}
