import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

function screens(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return /node_modules|dist|^\./.test(entry.name) ? [] : screens(path);
    return entry.name.endsWith('.tsx') && !entry.name.endsWith('.test.tsx') ? [path] : [];
  });
}

/** The text of each `style={{ … }}`, template strings taken out: what is computed is set by script and passes. */
function styleObjects(source: string): string[] {
  return source
    .split('style={{')
    .slice(1)
    .map((rest) => {
      let depth = 2;
      let end = 0;
      for (; depth > 0 && end < rest.length; end += 1) depth += rest[end] === '{' ? 1 : rest[end] === '}' ? -1 : 0;
      return rest.slice(0, end).replace(/`[^`]*`/g, 'computed');
    });
}

/** A fixed style is compiled into the template's markup, and the content security policy of every listener drops it silently. */
function isFixed(source: string): boolean {
  return source.includes('style="') || styleObjects(source).some((style) => /[\w-]'?:\s*(?:'[^']*'|"[^"]*"|-?[\d.]+)\s*[,}]/.test(style));
}

test('no screen carries a style that the browser will refuse', () => {
  const files = ['apps', 'packages'].flatMap(screens);
  expect(files.length).toBeGreaterThan(30);
  expect(files.filter((file) => isFixed(readFileSync(join(root, file), 'utf8')))).toEqual([]);
});

test.each([
  ['<p style="color: red">', true],
  ["<p style={{ color: 'red', width: w() }}>", true],
  ["<p style={{ '--n': 3 }}>", true],
  ["<p style={{ 'font-size': `${size()}px` }}>", false],
  ["<p style={{ '--lo': lo() }}>", false],
])('%s', (source, refused) => expect(isFixed(source)).toBe(refused));
