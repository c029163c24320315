/**
 * A domain out of whatever was pasted: an address, one without a scheme, capitals, a path, a port. Without `www`: a domain
 * stands for its subdomains too, not the other way round.
 */
export function cleanDomain(pasted: string): string {
  const text = pasted.trim().toLowerCase();
  const bare = text
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
    .replace(/[/?#].*$/, '')
    .replace(/^[^@]*@/, '');
  if (bare.startsWith('[')) return bare.replace(/\]:\d+$/, ']');
  return bare
    .replace(/:\d+$/, '')
    .replace(/\.$/, '')
    .replace(/^www\.(?=.+\.)/, '');
}

/** Whether two domains are one website's, in whatever spelling. */
export const isSameDomain = (one: string, other: string): boolean => {
  const [plain, wanted] = [one, other].map((domain) => toAscii(cleanDomain(domain)));
  return plain !== '' && plain === wanted;
};

/** International names have two spellings. */
const toAscii = (host: string): string => (URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : host);
