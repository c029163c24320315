import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { endpoints } from '../../../contract/endpoints/index.ts';
import type { SnippetAnswer } from '../../../contract/operation.ts';
import { Refusal } from '../../../contract/problem.ts';
import type { Handler } from '../../serve.ts';
import type { Middleware } from '../../state.ts';

const FILE = 'bizness.js';

/** The built snippet, in memory. */
export interface Snippet {
  version: string;
  /** Follows new versions. */
  path: string;
  /** Named by version and content. */
  immutablePath: string;
  integrity: string;
  etag: string;
  plain: Buffer;
  brotli: Buffer;
}

interface Manifest {
  version: string;
  files: Record<string, { integrity: string }>;
}

/** Reads the snippet once; null where it has not been built. */
export function readSnippet(dir: string): Snippet | null {
  if (!existsSync(join(dir, 'manifest.json'))) return null;
  const manifest = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as Manifest;
  const plain = readFileSync(join(dir, FILE));
  const compressed = join(dir, `${FILE}.br`);
  const hash = createHash('sha256').update(plain).digest('hex').slice(0, 8);
  return {
    version: manifest.version,
    path: `/${FILE}`,
    immutablePath: `/bizness.${manifest.version}-${hash}.js`,
    integrity: manifest.files[FILE]?.integrity ?? `sha384-${createHash('sha384').update(plain).digest('base64')}`,
    etag: `W/"${hash}"`,
    plain,
    brotli: existsSync(compressed) ? readFileSync(compressed) : brotliCompressSync(plain),
  };
}

const CACHE = {
  /** A new version reaches pages within five minutes; a collector that is down does not take the tag with it for a day. */
  short: 'public, max-age=300, stale-while-revalidate=86400, stale-if-error=86400',
  forever: 'public, max-age=31536000, immutable',
};

/** `GET /bizness.js`, and the same under its immutable name. */
export function sendSnippet(snippet: Snippet, life: keyof typeof CACHE): Middleware {
  return (ctx) => {
    ctx.status = 200;
    ctx.set('Cache-Control', CACHE[life]);
    ctx.set('ETag', snippet.etag);
    ctx.vary('Accept-Encoding');
    if (ctx.fresh) {
      ctx.status = 304;
      return;
    }
    ctx.type = 'text/javascript';
    const brotli = ctx.acceptsEncodings('br', 'identity') === 'br';
    if (brotli) ctx.set('Content-Encoding', 'br');
    ctx.body = brotli ? snippet.brotli : snippet.plain;
  };
}

/** `GET /api/snippet` */
export function getSnippet({ snippet }: { snippet: Snippet | null }): Handler<typeof endpoints.getSnippet> {
  return (): SnippetAnswer => {
    if (snippet === null) throw new Refusal({ code: 'NOT_FOUND', message: 'The snippet has not been built' });
    const { version, path, immutablePath, integrity } = snippet;
    return { success: true, version, url: path, immutable_url: immutablePath, integrity };
  };
}
