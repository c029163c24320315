import { readConfig } from '../../config.ts';

/** Where the collector listens, as far as this machine's settings say. */
export function ownAddress(): string {
  const { host, port } = readConfig({ HOST: process.env.HOST, PORT: process.env.PORT });
  return `http://${host.includes(':') ? `[${host}]` : host}:${port || 3000}`;
}
