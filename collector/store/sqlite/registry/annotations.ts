import type { Annotation } from '../../../contract/account/annotation.ts';
import { formatTimestamp } from '../../../contract/timestamp.ts';
import type { Annotations } from '../../registry/annotations.ts';
import type { Connection } from '../engine/connection.ts';
import type { Write } from '../write/commands/index.ts';

export function createAnnotations(db: Connection, write: Write): Annotations {
  const annotations = db.prepare<unknown[], Omit<Annotation, 'created_at'> & { created_at: number }>(
    `select id, date, text, created_at from annotations
     where website = @website and date >= coalesce(@from, '') and date <= coalesce(@to, '9999-12-31') order by date, number`,
  );
  return {
    annotations: (of, from, to) =>
      annotations
        .all({ website: of.number, from, to })
        .map((row) => ({ ...row, created_at: formatTimestamp(row.created_at) })),
    saveAnnotation: (of, annotation) => write('saveAnnotation', { website: of.number, annotation }),
    deleteAnnotation: (of, id) => write('deleteAnnotation', { website: of.number, id }),
  };
}
