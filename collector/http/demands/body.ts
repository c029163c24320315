import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { BODY_MAX_BYTES, JSON_MAX_DEPTH } from '../../contract/limits.ts';
import { invalid, Refusal } from '../../contract/problem.ts';

/** Which content types a body may have: JSON by name, or without a name, or as the `text/plain` of a beacon, which needs no preflight. */
export type BodyTypes = 'named json' | 'json' | 'json or text';
const ACCEPTED: Record<BodyTypes, ReadonlySet<string>> = {
  'named json': new Set(['application/json']),
  json: new Set(['', 'application/json']),
  'json or text': new Set(['', 'application/json', 'text/plain']),
};
/** How much of a refused body is still read, so that the client gets to read the answer. */
const DRAIN_MAX_BYTES = 16 * BODY_MAX_BYTES;

/** Whether a request brings a body at all. */
export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** Reads a JSON body of at most 512 KB. Throws refusals: 413, 415. */
export async function readBody(request: IncomingMessage, types: BodyTypes): Promise<Buffer> {
  const { headers } = request;
  refuseEncoding(headers['content-encoding']);
  refuseType(headers['content-type'] ?? '', ACCEPTED[types]);
  if (Number(headers['content-length'] ?? 0) > BODY_MAX_BYTES) {
    drain(request, 0);
    throw tooLarge();
  }
  return collect(request);
}

/** The value of a JSON text. Throws a refusal for what is no JSON in UTF-8, or nested too deep. */
export function parseJson(raw: Buffer): unknown {
  if (!isUtf8(raw)) throw malformed('JSON in UTF-8');
  if (isTooDeep(raw)) throw malformed(`JSON nested at most ${JSON_MAX_DEPTH} levels deep`);
  const text = raw.toString('utf8');
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    throw malformed('JSON object');
  }
}

function collect(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size <= BODY_MAX_BYTES) {
        chunks.push(chunk);
        return;
      }
      request.off('data', onData);
      drain(request, size);
      reject(tooLarge());
    };
    request.on('data', onData);
    request.once('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    // Nobody is left to read this answer; it only ends the work.
    const onBroken = () => request.complete || reject(malformed('complete body'));
    request.once('close', onBroken);
    request.once('error', onBroken);
  });
}

/** A socket closed on unread bytes is reset, and the answer lost with it: so the rest is read, within reason. */
function drain(request: IncomingMessage, alreadyRead: number): void {
  let size = alreadyRead;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > DRAIN_MAX_BYTES) request.destroy();
  });
  request.resume();
}

function refuseEncoding(encoding: string | undefined): void {
  if (encoding === undefined || encoding.toLowerCase() === 'identity') return;
  throw unsupported('Content-Encoding', 'identity');
}

function refuseType(header: string, accepted: ReadonlySet<string>): void {
  const [type = '', ...parameters] = header.split(';').map((part) => part.trim().toLowerCase());
  if (!accepted.has(type)) throw unsupported('Content-Type', [...accepted].filter(Boolean).join(' or '));
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length);
  if (charset !== undefined && !/^"?utf-?8"?$/.test(charset)) throw unsupported('Content-Type', 'charset=utf-8');
}

/** Judged on the text: parsed, a body nested this deep would overflow the stack of whatever walks it. */
function isTooDeep(raw: Buffer): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < raw.length; index++) {
    const byte = raw[index];
    if (inString) {
      if (byte === BACKSLASH) index++;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      if (++depth > JSON_MAX_DEPTH) return true;
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth--;
  }
  return false;
}

const [QUOTE, BACKSLASH, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d];

function malformed(expected: string): Refusal {
  return invalid('body', expected, 'MALFORMED_JSON');
}

function tooLarge(): Refusal {
  return new Refusal({
    code: 'PAYLOAD_TOO_LARGE',
    message: `The body is larger than ${BODY_MAX_BYTES} bytes`,
    details: { field: 'body', expected: `at most ${BODY_MAX_BYTES} bytes` },
  });
}

function unsupported(field: string, expected: string): Refusal {
  return new Refusal({
    code: 'UNSUPPORTED_MEDIA_TYPE',
    message: `${field} must be ${expected}`,
    details: { field, expected },
  });
}
