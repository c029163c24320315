import { refuseReadOnly } from '../../../account/read-only.ts';
import type { Annotation } from '../../../contract/account/annotation.ts';
import type { endpoints } from '../../../contract/endpoints/index.ts';
import { REPORT_MAX_LIMIT } from '../../../contract/limits.ts';
import { invalid, Refusal } from '../../../contract/problem.ts';
import { formatTimestamp } from '../../../contract/timestamp.ts';
import { mintId } from '../../../model/id.ts';
import type { Website } from '../../../model/website.ts';
import type { Registry } from '../../../store/registry/index.ts';
import { reachableWebsite, websiteNotFound } from '../../demands/website-access.ts';
import type { Dependencies } from '../../dependencies.ts';
import { page, readCursor, rowsAfter } from '../../pages.ts';
import type { Handler } from '../../serve.ts';

/** `GET /api/websites/{website_id}/annotations` */
export function listAnnotations({ registry }: Dependencies): Handler<typeof endpoints.listAnnotations> {
  return ({ ctx, caller, query }) => {
    const website = reachableWebsite(registry, caller, ctx.params.website_id);
    const { start_date: from = null, end_date: to = null } = query;
    if (from !== null && to !== null && from > to) throw invalid('start_date', 'no later than end_date');
    const rows = rowsAfter(registry.annotations(website, from, to), readCursor(query.cursor));
    const { shown, pagination } = page(rows, Number(query.limit ?? REPORT_MAX_LIMIT));
    return { success: true, annotations: shown, pagination };
  };
}

/** `POST /api/websites/{website_id}/annotations` */
export function createAnnotation({ registry }: Dependencies): Handler<typeof endpoints.createAnnotation> {
  return ({ ctx, caller, body, received, idSeed }) => {
    const website = reachableWebsite(registry, caller, ctx.params.website_id);
    return save(registry, website, {
      id: mintId('ann', idSeed),
      date: body.date,
      text: body.text,
      created_at: formatTimestamp(received),
    });
  };
}

/** `PUT /api/websites/{website_id}/annotations/{annotation_id}` */
export function updateAnnotation({ registry }: Dependencies): Handler<typeof endpoints.updateAnnotation> {
  return ({ ctx, caller, body }) => {
    const website = reachableWebsite(registry, caller, ctx.params.website_id);
    const id = ctx.params.annotation_id;
    const current = registry.annotations(website, null, null).find((annotation) => annotation.id === id);
    if (current === undefined) throw annotationNotFound();
    refuseReadOnly(body, current, ['id', 'created_at']);
    const { date = current.date, text = current.text } = body;
    return save(registry, website, { ...current, date, text });
  };
}

/** `DELETE /api/websites/{website_id}/annotations/{annotation_id}` */
export function deleteAnnotation({ registry }: Dependencies): Handler<typeof endpoints.deleteAnnotation> {
  return async ({ ctx, caller }) => {
    const website = reachableWebsite(registry, caller, ctx.params.website_id);
    const id = ctx.params.annotation_id;
    if (!(await registry.deleteAnnotation(website, id))) throw annotationNotFound();
    return { success: true, annotation_id: id, deleted: true };
  };
}

async function save(registry: Registry, website: Website, annotation: Annotation) {
  // Only a website deleted meanwhile takes none.
  if (!(await registry.saveAnnotation(website, annotation))) throw websiteNotFound();
  return { success: true, annotation };
}

function annotationNotFound(): Refusal {
  return new Refusal({
    code: 'NOT_FOUND',
    message: 'No such annotation',
    details: { field: 'annotation_id', expected: 'an annotation of this website' },
  });
}
