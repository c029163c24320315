import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const file = (name: string) => new URL(`../../dist/snippet/${name}`, import.meta.url);
const code = readFileSync(file('bizness.js'));
const source = code.toString();
const manifest = JSON.parse(readFileSync(file('manifest.json'), 'utf8'));

describe('the built snippet', () => {
  it('weighs at most 3,584 bytes in brotli', () => {
    expect(brotliCompressSync(code).length).toBeLessThanOrEqual(3584);
  });

  it('is described by its manifest', () => {
    const entry = manifest.files['bizness.js'];
    expect(manifest.version).toMatch(/^\d+\.\d+\.\d+/);
    expect(entry.integrity).toBe(`sha384-${createHash('sha384').update(code).digest('base64')}`);
    expect(entry.bytes).toBe(code.length);
    const compressed = readFileSync(file('bizness.js.br'));
    expect(entry.brotli).toBe(compressed.length);
    expect(brotliDecompressSync(compressed).equals(code)).toBe(true);
  });

  it('is one plain script: no module, no validation library, no code made from text, no comment', () => {
    expect(source).not.toMatch(
      /\b(import|export|require)\b|zod|issues|\beval\b|new Function|document\.write|\/\*|sourceMappingURL/,
    );
    expect(source).not.toMatch(/setInterval|unload|preventDefault|\.innerHTML|\.innerText/);
  });

  it('reads no value of a field', () => {
    expect(source).not.toMatch(/\.value\b|FormData|\.elements\b/);
  });

  it('puts nothing on the global object while it loads outside a page, and does not throw', () => {
    const run = `const before = new Set(Object.getOwnPropertyNames(globalThis));
      require('node:vm').runInThisContext(require('node:fs').readFileSync(process.argv[1], 'utf8'));
      console.log(Object.getOwnPropertyNames(globalThis).filter((name) => !before.has(name)).join());`;
    expect(
      execFileSync(process.execPath, ['-e', run, file('bizness.js').pathname])
        .toString()
        .trim(),
    ).toBe('');
  });

  it('assigns to no window property but bizness', () => {
    const assigned = [...source.matchAll(/\b(?:window|self|globalThis)\.(\w+)\s*(?:\|\||&&|\?\?)?=(?!=)/g)].map(
      (match) => match[1],
    );
    expect(new Set(assigned)).toEqual(new Set(['bizness']));
  });

  it('comes with a stub short enough to paste', () => {
    expect(readFileSync(file('stub.js')).length).toBeLessThan(200);
  });

  it('comes with a stub that keeps every call for later, and only those', () => {
    const window: { bizness?: Record<string, unknown> } = {};
    runInNewContext(readFileSync(file('stub.js'), 'utf8'), { window });
    const { q, ...methods } = window.bizness!;
    for (const method of Object.values(methods) as ((...args: unknown[]) => void)[]) method(1, 'two');
    expect(JSON.parse(JSON.stringify(q))).toEqual(
      ['track', 'identify', 'reset', 'revenue', 'consent', 'optOut', 'flush'].map((name) => [name, [1, 'two']]),
    );
  });
});
