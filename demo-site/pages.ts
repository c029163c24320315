import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The pages lie beside this source; the built server finds them from `dist/demo-site`. */
const folder = [new URL('.', import.meta.url), new URL('../../demo-site/', import.meta.url)]
  .map((url) => path.normalize(decodeURIComponent(url.pathname)))
  .find((candidate) => existsSync(path.join(candidate, 'index.html')));

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.pdf': 'application/pdf',
};

const NAVIGATION = [
  ['/', 'Shop'],
  ['/article.html', 'Brewing'],
  ['/pricing.html', 'Subscriptions'],
  ['/app', 'My coffee'],
  ['/contact.html', 'Contact'],
  ['/checkout.html', 'Checkout'],
] as const;

/** Where the tag points. */
export interface Tag {
  collectorUrl: string;
  websiteId: string;
}

export interface Page {
  body: Buffer | string;
  type: string;
}

/** A file of the shop by its address, pages filled in; null when there is none. */
export async function readPage(address: string, tag: Tag): Promise<Page | null> {
  const name = fileFor(address);
  const type = TYPES[path.extname(name)];
  if (folder === undefined || type === undefined || name.split('/').includes('..')) return null;
  try {
    const body = await readFile(path.join(folder, name));
    return { type, body: name.endsWith('.html') ? fill(body.toString(), address, tag) : body };
  } catch {
    return null;
  }
}

/** Every address below `/app` is a view of the same page. */
function fileFor(address: string): string {
  if (address === '/') return 'index.html';
  if (address === '/app' || address.startsWith('/app/')) return 'app.html';
  return address.slice(1);
}

function fill(html: string, address: string, tag: Tag): string {
  const head = [
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<link rel="icon" href="data:,">',
    '<link rel="stylesheet" href="/shop.css">',
    '<script type="module" src="/confirmed.js"></script>',
  ].join('\n    ');
  return html
    .replace('<!-- head -->', `${head}\n    ${scriptTag(tag)}`)
    .replace('<!-- header -->', header(address))
    .replace('<!-- footer -->', FOOTER + CORNER);
}

/** The one line a website needs. */
const scriptTag = (tag: Tag) =>
  `<script defer src="${tag.collectorUrl}/bizness.js" data-website-id="${tag.websiteId}"></script>`;

function header(address: string): string {
  const here = address.startsWith('/app') ? '/app' : address;
  const links = NAVIGATION.map(
    ([href, label]) => `<a href="${href}"${href === here ? ' aria-current="page"' : ''}>${label}</a>`,
  );
  return `<header><a class="name" href="/">Northlight Coffee</a><nav aria-label="Shop">${links.join(' ')}</nav></header>`;
}

const FOOTER = `<footer><p>Northlight Coffee is made up. The visits, clicks and orders you see are real, and yours.</p></footer>`;

/** Events as the collector confirms them. */
const CORNER = `
    <details id="confirmed" data-count="0" open>
      <summary>Events confirmed <output>waiting…</output></summary>
      <ol></ol>
    </details>`;
