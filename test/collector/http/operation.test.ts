import { createHash } from 'node:crypto';
import { get } from 'node:http';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { needsCaller } from '../../../collector/contract/endpoint.ts';
import { ENDPOINTS } from '../../../collector/contract/endpoints/index.ts';
import { healthAnswer, snippetAnswer } from '../../../collector/contract/operation.ts';
import { startTestCollector, type TestCollector } from '../../support/start-collector.ts';

let collector: TestCollector;
beforeAll(async () => {
  collector = await startTestCollector();
});
afterAll(() => collector.stop());

/** Without fetch, which decompresses by itself and forbids the answer 304. */
function raw(path: string, headers: Record<string, string>) {
  return new Promise<{ status: number | undefined; encoding: string | undefined; body: Buffer }>((resolve) => {
    get(collector.url + path, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode,
          encoding: response.headers['content-encoding'],
          body: Buffer.concat(chunks),
        }),
      );
    });
  });
}

describe('health', () => {
  it('is answered without a key', async () => {
    for (const [path, status] of [
      ['/api/health', 'ok'],
      ['/api/health/ready', 'ready'],
    ] as const) {
      const answer = await collector.send('GET', path);
      expect([answer.status, answer.body]).toEqual([200, { success: true, status }]);
      expect(healthAnswer.safeParse(answer.body).success).toBe(true);
    }
  });
});

describe('every answer', () => {
  it('has a request id of its own and cannot be taken for a page', async () => {
    const [one, two] = [await collector.send('GET', '/api/health'), await collector.send('GET', '/nothing')];
    expect(one.headers.get('x-request-id')).not.toBe(two.headers.get('x-request-id'));
    for (const { headers } of [one, two]) {
      expect(headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{32}$/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });
});

describe('GET /api/openapi.json', () => {
  it('describes every endpoint with its demands, parameters, bodies and answers', async () => {
    const { status, body, headers } = await collector.send('GET', '/api/openapi.json');
    expect([status, body.openapi]).toEqual([200, '3.1.0']);
    expect(headers.get('content-type')).toContain('application/json');
    for (const endpoint of ENDPOINTS) {
      const operation = body.paths[endpoint.path]?.[endpoint.method.toLowerCase()];
      expect(operation, `${endpoint.method} ${endpoint.path}`).toMatchObject({ operationId: endpoint.operation });
      const { content } = operation.responses['200'];
      if (endpoint.files !== undefined) expect(Object.keys(content)).toEqual([...endpoint.files]);
      else expect(content['application/json'].schema).toMatchObject({ type: 'object' });
      expect(operation.requestBody !== undefined).toBe(endpoint.body !== undefined);
      if (needsCaller(endpoint)) expect(operation.responses).toHaveProperty('401');
      expect(operation.security.length > 0).toBe(needsCaller(endpoint));
      const inPath = operation.parameters.filter((parameter: { in: string }) => parameter.in === 'path');
      expect(inPath.map(({ name }: { name: string }) => `{${name}}`)).toEqual(endpoint.path.match(/\{\w+\}/g) ?? []);
    }
    const ids = ENDPOINTS.map(({ operation }) => operation);
    expect(new Set(ids).size).toBe(ids.length);
    const event = body.paths['/api/events'].post.requestBody.content['application/json'].schema;
    expect(event.required).toEqual(['website_id', 'event_name']);
    const batch = body.paths['/api/events/batch'].post.requestBody.content['application/json'].schema;
    expect(batch.properties.events.items.required).toEqual(['event_name']);
  });

  it('says of each filter of each report, and of nothing else a report takes, that it may be given several times', async () => {
    const { body } = await collector.send('GET', '/api/openapi.json');
    type Parameter = { name: string; in: string; explode?: boolean; description?: string; schema: { type?: string } };
    const reports = ENDPOINTS.filter(({ queryDocument }) => queryDocument !== undefined);
    for (const { path, method } of reports) {
      const parameters: Parameter[] = body.paths[path][method.toLowerCase()].parameters;
      const filters = parameters.filter(({ name }) => name.startsWith('filter_'));
      for (const { name, explode, description, schema } of filters) {
        expect([name, explode, schema.type], path).toEqual([name, true, 'array']);
        expect(description).toContain('Given several times, all hold');
      }
      const repeated = parameters.filter(({ explode }) => explode === true).map(({ name }) => name);
      const steps = path === '/api/funnels' ? ['step'] : [];
      expect(repeated.sort()).toEqual([...filters.map(({ name }) => name), ...steps].sort());
    }
    const analytics: Parameter[] = body.paths['/api/analytics'].get.parameters;
    expect(analytics.filter(({ name }) => name.startsWith('filter_')).length).toBeGreaterThan(20);
  });

  it('refers only to what it has', async () => {
    const { body } = await collector.send('GET', '/api/openapi.json');
    const references = JSON.stringify(body).match(/"\$ref":"([^"]+)"/g) ?? [];
    expect(references.length).toBeGreaterThan(0);
    for (const reference of new Set(references)) {
      const path = JSON.parse(`{${reference}}`).$ref.slice(2).split('/');
      const found = path.reduce((node: Record<string, unknown>, part: string) => node?.[part] as never, body);
      expect(found, reference).toBeDefined();
    }
  });
});

describe('the snippet', () => {
  it('is served to pages of any origin, cached shortly, and answers 304 to who has it', async () => {
    const { status, headers, body } = await collector.send('GET', '/bizness.js');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(headers.get('cache-control')).toMatch(/max-age=300\b/);
    expect(body).toContain('bizness');
    const again = await raw('/bizness.js', { 'If-None-Match': headers.get('etag') ?? '' });
    expect([again.status, again.body.length]).toEqual([304, 0]);
  });

  it('is the very file that its integrity hash names, under a name that never changes', async () => {
    const { body } = await collector.send('GET', '/api/snippet');
    expect(snippetAnswer.safeParse(body).error).toBeUndefined();
    const { encoding, body: file } = await raw(body.immutable_url, {});
    expect(encoding).toBeUndefined();
    expect(`sha384-${createHash('sha384').update(file).digest('base64')}`).toBe(body.integrity);
    const hash = createHash('sha256').update(file).digest('hex').slice(0, 8);
    expect(body.immutable_url).toBe(`/bizness.${body.version}-${hash}.js`);
    const { headers } = await collector.send('GET', body.immutable_url);
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await collector.send('GET', '/bizness.0.0.0-00000000.js')).status).toBe(404);
  });

  it('is compressed for who takes brotli', async () => {
    const plain = await raw('/bizness.js', {});
    const compressed = await raw('/bizness.js', { 'Accept-Encoding': 'gzip, br' });
    expect(compressed.encoding).toBe('br');
    expect(brotliDecompressSync(compressed.body)).toEqual(plain.body);
  });
});
