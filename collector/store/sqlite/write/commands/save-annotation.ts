import type { Annotation } from '../../../../contract/account/annotation.ts';
import { parseTimestamp } from '../../../../contract/timestamp.ts';
import type { Connection } from '../../engine/connection.ts';

export interface SaveAnnotation {
  /** The website's number. */
  website: number;
  annotation: Annotation;
}

/** Adds an annotation or replaces the one of its id; answers false when there is no such website, or the id is another's. */
export function saveAnnotation(db: Connection): (request: SaveAnnotation) => boolean {
  const save = db.prepare(
    `insert into annotations (id, website, date, text, created_at)
     select @id, number, @date, @text, @created_at from websites where number = @website
     on conflict (id) do update set date = excluded.date, text = excluded.text where website = excluded.website`,
  );
  return ({ website, annotation }) =>
    save.run({ ...annotation, website, created_at: parseTimestamp(annotation.created_at) }).changes > 0;
}

/** Removes an annotation; answers false for an unknown id. */
export function deleteAnnotation(db: Connection): (request: { website: number; id: string }) => boolean {
  const remove = db.prepare('delete from annotations where website = ? and id = ?');
  return ({ website, id }) => remove.run(website, id).changes > 0;
}
