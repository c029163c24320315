import { addressLeftIn } from '../address-file.ts';
import { readConfig } from '../config.ts';

export interface OwnAddress {
  url: string;
  /** Whether the owner or a running collector says so; else it is guessed from the settings of this shell. */
  isCertain: boolean;
}

/** Where browsers reach the collector of a data directory: as `PUBLIC_URL` says, else as the collector running there has left. */
export function ownAddress(dataDir: string): OwnAddress {
  const { HOST, PORT, PUBLIC_URL } = process.env;
  const { host, port, publicUrl } = readConfig({ HOST, PORT, PUBLIC_URL });
  const certain = publicUrl ?? addressLeftIn(dataDir);
  if (certain !== null) return { url: certain, isCertain: true };
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${port || 3000}`, isCertain: false };
}
