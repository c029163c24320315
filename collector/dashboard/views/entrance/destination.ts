/** Where a login leads: a page of this dashboard, never another site. */
export function destination(to: string | null): string {
  if (to === null || !/^\/(?![/\\])/.test(to) || /[\s\\]/.test(to)) return '/';
  return /^\/(?:login|setup|join)\b/.test(to) ? '/' : to;
}
