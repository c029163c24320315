import { z } from 'zod';
import { SESSION_COOKIE } from '../../../contract/account/people.ts';
import { type Endpoint, needsCaller } from '../../../contract/endpoint.ts';
import { ENDPOINTS, type NamedEndpoint } from '../../../contract/endpoints/index.ts';
import { PROBLEM_STATUS } from '../../../contract/problem.ts';
import { problemBody } from '../../../contract/problem-schema.ts';

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document, made from the same declarations that route and validate. */
export function describeApi(): Json {
  const paths: Record<string, Json> = {};
  for (const endpoint of ENDPOINTS) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method.toLowerCase()]: operation(endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Bizness', version: '1', description: 'Web analytics tied to money.', license: { name: 'MIT' } },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key, `bz_live_…` or `bz_test_…`' },
        session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE, description: 'A person of the dashboard' },
        shareLink: { type: 'http', scheme: 'bearer', description: 'A share link, `shl_…`, or `pub_<website id>`' },
      },
      schemas: { Problem: schemaOf(problemBody, 'output') },
      headers: HEADERS,
    },
  };
}

function operation(endpoint: NamedEndpoint): Json {
  const guarded = needsCaller(endpoint);
  return {
    operationId: endpoint.operation,
    summary: endpoint.summary,
    ...(endpoint.description === undefined ? {} : { description: endpoint.description }),
    security: security(endpoint),
    parameters: [...pathParameters(endpoint), ...headerParameters(endpoint), ...queryParameters(endpoint)],
    ...(endpoint.body === undefined ? {} : { requestBody: requestBody(endpoint) }),
    responses: responses(endpoint, guarded),
  };
}

/** Each is enough alone; the empty one is nobody at all. */
function security({ scope, person, owner, shared, browsers }: Endpoint): Json[] {
  const anybody = scope !== null;
  return [
    ...(anybody ? [{ apiKey: [scope] }] : []),
    ...((anybody && browsers !== true) || person === true || owner === true ? [{ session: [] }] : []),
    ...(shared === true ? [{ shareLink: [] }] : []),
    ...(browsers === true ? [{}] : []),
  ];
}

function requestBody(endpoint: Endpoint): Json {
  const schema = schemaOf(endpoint.bodyDocument ?? endpoint.body ?? z.object({}), 'input');
  const types = endpoint.browsers ? ['application/json', 'text/plain'] : ['application/json'];
  return {
    required: endpoint.bodyOptional !== true,
    content: Object.fromEntries(types.map((type) => [type, { schema }])),
  };
}

function responses(endpoint: Endpoint, guarded: boolean): Json {
  const statuses = new Set<number>([...endpoint.statuses, ...(guarded ? [401, 403, 429] : []), 500]);
  const headers = Object.fromEntries(
    Object.keys(HEADERS)
      .filter((name) => name === 'X-Request-Id' || guarded)
      .map((name) => [name, { $ref: `#/components/headers/${name}` }]),
  );
  return Object.fromEntries(
    [...statuses]
      .sort((a, b) => a - b)
      .map((status) => {
        if (status === 200 && endpoint.files !== undefined) {
          const content = Object.fromEntries(endpoint.files.map((type) => [type, { schema: FILE }]));
          return [String(status), { description: 'A file', headers, content }];
        }
        const schema = status === 200 ? schemaOf(endpoint.answer, 'output') : { $ref: '#/components/schemas/Problem' };
        return [String(status), { description: meaning(status), headers, content: { 'application/json': { schema } } }];
      }),
  );
}

const FILE = { type: 'string', format: 'binary' };

function meaning(status: number): string {
  if (status === 200) return 'Success';
  return Object.entries(PROBLEM_STATUS).find(([, value]) => value === status)?.[0] ?? 'Error';
}

function pathParameters({ path }: Endpoint): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function headerParameters({ method, scope, body, secret, ifMatch, ifNoneMatch }: Endpoint): Json[] {
  const header = (name: string, description: string) => ({
    name,
    in: 'header',
    required: false,
    description,
    schema: { type: 'string', maxLength: 255 },
  });
  return [
    ...(method === 'POST' && scope !== null && body !== undefined && secret !== true
      ? [header('Idempotency-Key', 'Replays the first answer to the same request for 24 hours')]
      : []),
    ...(ifNoneMatch === true || (method === 'GET' && scope === 'analytics:read')
      ? [header('If-None-Match', 'The `ETag` of an earlier answer: 304 without a body while it tells the same')]
      : []),
    ...(ifMatch === true ? [header('If-Match', 'The `ETag` of the website as it was read')] : []),
  ];
}

function queryParameters({ query, queryDocument }: Endpoint): Json[] {
  const schema = query ?? queryDocument;
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(description === undefined ? {} : { description }),
    // A parameter that may be given several times: OpenAPI's default for a list, said outright.
    ...(schema.type === 'array' ? { style: 'form', explode: true } : {}),
    schema,
  }));
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  return rest;
}

const number = (description: string) => ({ description, schema: { type: 'integer' } });

const HEADERS: Record<string, Json> = {
  'X-Request-Id': { description: 'Finds this request in the log', schema: { type: 'string' } },
  'X-RateLimit-Limit': number('Requests the window allows'),
  'X-RateLimit-Remaining': number('Requests left in the window'),
  'X-RateLimit-Reset': number('When the window starts anew, Unix seconds'),
  'RateLimit-Limit': number('Requests the window allows'),
  'RateLimit-Remaining': number('Requests left in the window'),
  'RateLimit-Reset': number('Seconds until the window starts anew'),
};
