import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import proxyAddr from 'proxy-addr';

/** How the client reached us, as far as we can know it. */
export interface PublicOrigin {
  /** Whether by TLS. */
  secure: boolean;
  /** Name and port, as in `Host`. */
  host: string;
}

/** Where a request was sent to. `X-Forwarded-Proto` and `X-Forwarded-Host` are believed only from the given proxies. */
export function createPublicOrigin(trustProxy: string[]): (request: IncomingMessage) => PublicOrigin {
  const trusts = proxyAddr.compile(trustProxy);
  return ({ socket, headers }) => {
    const trusted = trustProxy.length > 0 && trusts(socket.remoteAddress ?? '', 0);
    const said = (name: string): string | undefined =>
      trusted ? headers[name]?.toString().split(',')[0]?.trim() || undefined : undefined;
    return {
      secure: (socket as TLSSocket).encrypted === true || said('x-forwarded-proto') === 'https',
      host: said('x-forwarded-host') ?? headers.host ?? '',
    };
  };
}
