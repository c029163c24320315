import type { Annotation } from '../../contract/account/annotation.ts';
import type { Website } from '../../model/website.ts';

/** Notes on the days of a website. */
export interface Annotations {
  /** Notes on days from `from` to `to` (`2024-01-15`), both included, null without end; in order of day, then creation. */
  annotations(website: Website, from: string | null, to: string | null): Annotation[];
  /** Adds an annotation, or replaces the one of its id; resolves false when that is another website's, or this one is gone. */
  saveAnnotation(website: Website, annotation: Annotation): Promise<boolean>;
  /** Resolves false for an unknown id. */
  deleteAnnotation(website: Website, id: string): Promise<boolean>;
}
