const NAME = 'bizness-dashboard:site';

/** The website that this browser looked at last. */
export function lastSite(): string | null {
  try {
    return localStorage.getItem(NAME);
  } catch {
    return null;
  }
}

export function rememberSite(id: string): void {
  try {
    localStorage.setItem(NAME, id);
  } catch {
    // Storage is denied: the next visit begins where news are.
  }
}
