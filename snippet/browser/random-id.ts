/** 64 random bits as up to 14 characters of 0-9 and a-z. Works in insecure contexts, unlike `randomUUID`. */
export function randomId(): string {
  return [...crypto.getRandomValues(new Uint32Array(2))].map((word) => word.toString(36)).join('');
}
