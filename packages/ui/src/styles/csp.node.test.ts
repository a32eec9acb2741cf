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

/** A fixed style is compiled into the template's markup, and the content security policy of every listener drops it silently. */
const fixed = /style="|style=\{\{[^}]*['\w-]+:\s*(?:'[^']*'|"[^"]*"|-?[\d.]+)\s*[,}]/;

test('no screen carries a style that the browser will refuse', () => {
  const files = ['apps', 'packages'].flatMap(screens);
  expect(files.length).toBeGreaterThan(30);
  expect(files.filter((file) => fixed.test(readFileSync(join(root, file), 'utf8')))).toEqual([]);
});

test.each([
  ['<p style="color: red">', true],
  ["<p style={{ color: 'red', width: w() }}>", true],
  ["<p style={{ '--n': 3 }}>", true],
  ["<p style={{ 'font-size': `${size()}px` }}>", false],
  ["<p style={{ '--lo': lo() }}>", false],
])('%s', (source, refused) => expect(fixed.test(source)).toBe(refused));
