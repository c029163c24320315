const PREFIX = 'bizness-dashboard:funnels:';

/** A funnel kept in this browser: its steps and options as the address says them. */
export interface SavedFunnel {
  name: string;
  step: string[];
  window: string | null;
  scope: string | null;
  dimension: string | null;
}

const isSaved = (value: unknown): value is SavedFunnel =>
  typeof value === 'object' && value !== null && 'name' in value && 'step' in value && Array.isArray(value.step);

export function savedFunnels(websiteId: string): SavedFunnel[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PREFIX + websiteId) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isSaved) : [];
  } catch {
    // Storage is denied, or holds what somebody else wrote.
    return [];
  }
}

/** Keeps a website's funnels, and says whether it could: storage may be denied or full. */
export function saveFunnels(websiteId: string, funnels: readonly SavedFunnel[]): boolean {
  try {
    localStorage.setItem(PREFIX + websiteId, JSON.stringify(funnels));
    return true;
  } catch {
    return false;
  }
}
