import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Middleware } from '../../state.ts';

/** A file of the dashboard, in memory, plain and compressed. */
interface DashboardFile {
  type: string;
  etag: string;
  plain: Buffer;
  brotli: Buffer;
}

/** The built dashboard: its page, and its files by the path they are fetched from. */
export interface Dashboard {
  page: DashboardFile;
  assets: Map<string, DashboardFile>;
}

const PAGE = 'index.html';
const ASSETS = 'assets';

/** Where the page itself is found; which view it shows is its own business. */
export const DASHBOARD_PATHS = ['/', '/login', '/setup', '/join', '/share', '/sites/*view'] as const;

/**
 * Everything comes from here: no script but ours, no style but ours, nobody to tell, nobody to frame it. No markup is made
 * of text: where a browser knows trusted types, it could not even be tried.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** Reads the dashboard once; null where it has not been built. */
export function readDashboard(dir: string): Dashboard | null {
  if (!existsSync(join(dir, PAGE))) return null;
  const names = readdirSync(join(dir, ASSETS)).filter((name) => !name.endsWith('.br'));
  return {
    page: readFile(dir, PAGE),
    assets: new Map(names.map((name) => [`/${ASSETS}/${name}`, readFile(join(dir, ASSETS), name)])),
  };
}

function readFile(dir: string, name: string): DashboardFile {
  const plain = readFileSync(join(dir, name));
  const brotli = readFileSync(join(dir, `${name}.br`));
  const etag = `W/"${createHash('sha256').update(plain).digest('hex').slice(0, 16)}"`;
  return { type: name.slice(name.lastIndexOf('.') + 1), etag, plain, brotli };
}

/** Sends the page, always asked for anew so that a new version is seen at once. */
export function sendPage({ page }: Dashboard): Middleware {
  return (ctx) => {
    ctx.set('Content-Security-Policy', POLICY);
    ctx.set('Referrer-Policy', 'no-referrer');
    ctx.set('Cross-Origin-Opener-Policy', 'same-origin');
    ctx.set('Cache-Control', 'no-cache');
    send(ctx, page);
  };
}

/** Sends a file whose name tells its content. */
export function sendAsset(file: DashboardFile): Middleware {
  return (ctx) => {
    ctx.set('Cache-Control', 'public, max-age=31536000, immutable');
    send(ctx, file);
  };
}

function send(ctx: Parameters<Middleware>[0], { type, etag, plain, brotli }: DashboardFile): void {
  ctx.status = 200;
  ctx.set('ETag', etag);
  ctx.vary('Accept-Encoding');
  if (ctx.fresh) {
    ctx.status = 304;
    return;
  }
  ctx.type = type;
  const compressed = ctx.acceptsEncodings('br', 'identity') === 'br';
  if (compressed) ctx.set('Content-Encoding', 'br');
  ctx.body = compressed ? brotli : plain;
}
