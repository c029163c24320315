import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { annotationAnswer, annotationsAnswer } from '../../../../../collector/contract/account/annotation.ts';
import { startTestCollector, type TestCollector } from '../../../../support/start-collector.ts';

let collector: TestCollector;
let key: string;
beforeAll(async () => {
  collector = await startTestCollector();
  key = (await collector.key()).secret;
  for (const id of ['a', 'b', 'c', 'bad']) await collector.website({ id });
});
afterAll(() => collector.stop());

const path = (site: string, rest = '') => `/api/websites/${site}/annotations${rest}`;
const note = (site: string, date: string, text: string) =>
  collector.send('POST', path(site), { key, body: { date, text } });
const list = (site: string, query = '') => collector.send('GET', path(site) + query, { key });

describe('annotations', () => {
  it('are kept and listed by day, those of one day as they were made', async () => {
    const first = await note('a', '2024-02-01', 'Newsletter 🚀\nto everybody');
    expect(annotationAnswer.safeParse(first.body).error).toBeUndefined();
    expect(first.body.annotation).toMatchObject({ id: expect.stringMatching(/^ann_/), date: '2024-02-01' });
    await note('a', '2024-01-15', 'Launch');
    await note('a', '2024-02-01', 'Outage');
    const { body } = await list('a');
    expect(annotationsAnswer.safeParse(body).error).toBeUndefined();
    const told = body.annotations.map(({ text }: { text: string }) => text);
    expect(told).toEqual(['Launch', 'Newsletter 🚀\nto everybody', 'Outage']);
  });

  it('are listed from a day to a day, both included, page by page', async () => {
    for (const day of ['2024-03-01', '2024-03-02', '2024-03-03', '2024-03-04']) await note('b', day, day);
    const days = ({ body }: { body: { annotations: { date: string }[] } }) => body.annotations.map(({ date }) => date);
    expect(days(await list('b', '?start_date=2024-03-02&end_date=2024-03-03'))).toEqual(['2024-03-02', '2024-03-03']);
    expect(days(await list('b', '?end_date=2024-03-01'))).toEqual(['2024-03-01']);
    const page = await list('b', '?limit=3');
    expect(page.body.pagination.has_more).toBe(true);
    expect(days(await list('b', `?limit=3&cursor=${page.body.pagination.next_cursor}`))).toEqual(['2024-03-04']);
  });

  it('can be changed and removed, through their own website alone', async () => {
    const { body } = await note('c', '2024-01-15', 'Lanch');
    const { id } = body.annotation;
    const changed = await collector.send('PUT', path('c', `/${id}`), { key, body: { text: 'Launch' } });
    expect(changed.body.annotation).toEqual({ ...body.annotation, text: 'Launch' });
    expect((await list('c')).body.annotations).toEqual([changed.body.annotation]);
    for (const method of ['PUT', 'DELETE']) {
      const elsewhere = await collector.send(method, path('a', `/${id}`), {
        key,
        ...(method === 'PUT' ? { body: {} } : {}),
      });
      expect([elsewhere.status, elsewhere.body.error.details.field]).toEqual([404, 'annotation_id']);
    }
    const gone = await collector.send('DELETE', path('c', `/${id}`), { key });
    expect(gone.body).toEqual({ success: true, annotation_id: id, deleted: true });
    expect((await list('c')).body.annotations).toEqual([]);
  });

  it('are written once when a request with an Idempotency-Key is repeated', async () => {
    await collector.website({ id: 'once' });
    const headers = { 'Idempotency-Key': 'k1' };
    const send = () => collector.send('POST', path('once'), { key, headers, body: { date: '2024-01-15', text: 'x' } });
    expect((await send()).body).toEqual((await send()).body);
    expect((await list('once')).body.annotations).toHaveLength(1);
  });

  it.each([
    [{ text: 'x' }, 'date', 'MISSING_FIELD'],
    [{ date: '2024-02-30', text: 'x' }, 'date', 'INVALID_VALUE'],
    [{ date: '2024-02-01T00:00:00Z', text: 'x' }, 'date', 'INVALID_VALUE'],
    [{ date: '2024-02-01', text: '' }, 'text', 'INVALID_VALUE'],
    [{ date: '2024-02-01', text: ' \u200b ' }, 'text', 'INVALID_VALUE'],
    [{ date: '2024-02-01', text: 'x'.repeat(501) }, 'text', 'INVALID_VALUE'],
    [{ date: '2024-02-01', text: 'a\u0000b' }, 'text', 'INVALID_VALUE'],
    [{ date: '2024-02-01', text: 'a\ud800b' }, 'text', 'INVALID_VALUE'],
    [{ date: '2024-02-01', text: 'x', color: 'red' }, 'color', 'UNKNOWN_FIELD'],
  ])('refuse %j by the name of the field', async (body, field, reason) => {
    const answer = await collector.send('POST', path('bad'), { key, body });
    expect(answer.status).toBe(400);
    expect(answer.body.error.details).toMatchObject({ field, reason });
    expect((await list('bad')).body.annotations).toEqual([]);
  });

  it.each([
    ['?start_date=2024-02-30', 'start_date'],
    ['?start_date=2024-02-02&end_date=2024-02-01', 'start_date'],
    ['?cursor=YW5uX25vbmU', 'cursor'],
    ['?from=2024-02-01', 'from'],
  ])('refuse to be listed with %s', async (query, field) => {
    const answer = await list('bad', query);
    expect([answer.status, answer.body.error.details.field]).toEqual([400, field]);
  });

  it('are read with analytics:read and written with websites:write', async () => {
    const reader = (await collector.key({ scopes: ['analytics:read'], websites: ['a'] })).secret;
    expect((await collector.send('GET', path('a'), { key: reader })).status).toBe(200);
    const body = { date: '2024-01-15', text: 'x' };
    expect((await collector.send('POST', path('a'), { key: reader, body })).status).toBe(403);
    expect((await collector.send('GET', path('b'), { key: reader })).status).toBe(404);
  });
});
