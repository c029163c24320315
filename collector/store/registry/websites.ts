import type { Website } from '../../model/website.ts';

/** Websites by their ids. */
export interface Websites {
  website(id: string): Website | null;
  /** Websites in order of id, those after `after` first. `ids` null is all of them. */
  websites(ids: readonly string[] | null, after: string | null, limit: number): Website[];
  /** Time of the newest live event, null when there is none. */
  lastEventAt(website: Website): number | null;
  /** Resolves null when the id is taken. */
  createWebsite(website: Omit<Website, 'number'>): Promise<Website | null>;
  /** Replaces a website; resolves false, changing nothing, when it was changed since `expectedUpdatedAt`. */
  updateWebsite(website: Website, expectedUpdatedAt: number): Promise<boolean>;
  /**
   * Removes a website with its conversion events, annotations and share links, and it from the reach of keys, people and
   * invitations; a key that was bound to it alone is revoked. From then on it is unknown, and nothing more is stored for it. Resolves false when it was gone already.
   * Its events and payments are taken away by the store's `emptyDeletedWebsites`.
   */
  deleteWebsite(website: Website, now: number): Promise<boolean>;
}
