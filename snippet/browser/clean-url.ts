/** An absolute URL without user, password and fragment. */
export function cleanUrl(href: string): URL {
  const url = new URL(href, document.baseURI);
  url.username = url.password = url.hash = '';
  return url;
}
