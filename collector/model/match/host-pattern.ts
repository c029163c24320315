/**
 * Whether a host is the one a pattern names: `acme.com` is itself alone, `*.acme.com` any of its subdomains at any
 * depth. Case, a port, a trailing dot and the spelling of an international name don't matter.
 */
export function hostMatches(pattern: string, host: string): boolean {
  const wanted = plainHost(pattern.startsWith('*.') ? pattern.slice(2) : pattern);
  const given = plainHost(host);
  if (wanted === '' || given === '') return false;
  return pattern.startsWith('*.') ? given.endsWith(`.${wanted}`) : given === wanted;
}

function plainHost(host: string): string {
  const bare = host.replace(/^\[([^\]]*)\](?::\d*)?$/, '$1').toLowerCase();
  // More than one colon is an IPv6 address without brackets, which has no port to cut off.
  const portless = bare.indexOf(':') === bare.lastIndexOf(':') ? bare.replace(/:\d*$/, '') : bare;
  const name = portless.endsWith('.') ? portless.slice(0, -1) : portless;
  return isAscii(name) ? name : toAscii(name);
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

/** Browsers send international names in their xn-- spelling, owners write them as they read. */
function toAscii(host: string): string {
  try {
    return new URL(`http://${host}`).hostname;
  } catch {
    return host;
  }
}
