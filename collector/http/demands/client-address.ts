import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';
import proxyAddr from 'proxy-addr';

/**
 * The address of the client. `X-Forwarded-For` is believed only from the given proxies; no other header ever is.
 * IPv4 written as IPv6 comes out as IPv4.
 */
export function createAddressReader(trustProxy: string[]): (request: IncomingMessage) => string {
  const trusts = proxyAddr.compile(trustProxy);
  return (request) => {
    const socket = request.socket.remoteAddress ?? '';
    const claimed = trustProxy.length === 0 ? socket : proxyAddr(request, trusts);
    const address = ipaddr.isValid(claimed) ? claimed : socket;
    return ipaddr.isValid(address) ? ipaddr.process(address).toString() : '';
  };
}

/** What one household holds: an IPv4 address, or the /64 of an IPv6 address, of which anyone has 2^64. */
export function networkOf(address: string): string {
  return address.includes(':') ? ipaddr.IPv6.networkAddressFromCIDR(`${address}/64`).toString() : address;
}
