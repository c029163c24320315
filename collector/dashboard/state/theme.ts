const NAME = 'bizness-dashboard:theme';

export type Theme = 'system' | 'light' | 'dark';

/** The theme chosen in this browser; the system's where none was. */
export function currentTheme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}

export function chooseTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(NAME, theme);
  } catch {
    // Storage is denied: chosen for this visit alone.
  }
}

export function restoreTheme(): void {
  try {
    const theme = localStorage.getItem(NAME);
    if (theme === 'light' || theme === 'dark') chooseTheme(theme);
  } catch {
    // The system's.
  }
}
