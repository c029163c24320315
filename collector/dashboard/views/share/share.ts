import type { Site } from '../../state/context.ts';

/** What a share link shows. */
export interface Share {
  website: Site;
  name: string;
  filters: Record<string, string>;
  revenue: boolean;
}
