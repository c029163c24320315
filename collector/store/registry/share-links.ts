import type { ShareLink } from '../../model/share-link.ts';
import type { Website } from '../../model/website.ts';

/** Links that show a website to anyone who has one. */
export interface ShareLinks {
  /** Of any website; null for an unknown id. */
  shareLink(id: string): ShareLink | null;
  /** In order of creation, expired ones included. */
  shareLinks(website: Website): ShareLink[];
  createShareLink(link: ShareLink): Promise<void>;
  deleteShareLink(id: string): Promise<void>;
}
