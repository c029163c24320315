/** Speaks W3C WebDriver: https://www.w3.org/TR/webdriver2/ */
export interface Session {
  capabilities: { browserVersion: string };
  /** Sends a command to this session. Resolves with its value. */
  send<T = unknown>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<T>;
}

export type Element = Record<string, string>;

/** A session with the browser that the driver starts when asked for one. */
export async function openSession(driver: string, capabilities: object): Promise<Session> {
  const opened = await send<{ sessionId: string; capabilities: Session['capabilities'] }>('POST', `${driver}/session`, {
    capabilities: { alwaysMatch: capabilities },
  });
  return {
    capabilities: opened.capabilities,
    send: (method, path, body) => send(method, `${driver}/session/${opened.sessionId}${path}`, body),
  };
}

async function send<T>(method: string, url: string, body?: object): Promise<T> {
  const response = await fetch(url, { method, ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }) });
  const { value } = (await response.json()) as { value: T & { error?: string; message?: string } };
  if (!response.ok) throw new Error(`${method} ${new URL(url).pathname}: ${value.error}: ${value.message}`);
  return value;
}
