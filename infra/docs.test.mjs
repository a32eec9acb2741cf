import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const skipped = new Set(['node_modules', 'dist', 'shots', 'coverage', 'test-results', 'playwright-report']);

/** Every file and folder of the project, by its path from the root; folders end in a slash. */
function paths(folder = '') {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name) || (entry.isDirectory() && entry.name.startsWith('.'))) return [];
    const path = `${folder}${entry.name}`;
    return entry.isDirectory() ? [`${path}/`, ...paths(`${path}/`)] : [path];
  });
}

const all = paths();
const scripts = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts;
const domain = all.filter((path) => /^packages\/domain\/src\/.*\.ts$/.test(path)).map((path) => readFileSync(join(root, path), 'utf8'));

/** A text may name a file by its whole path, from its own folder, or by the end of its path. */
const isThere = (path, from) => all.some((known) => known === path || known === join(from, path) || known.endsWith(`/${path}`));

const spansOf = (text) => [...text.replace(/^```.*?^```/gms, '').matchAll(/`([^`\n]+)`/g)].map((match) => match[1]);
const linksOf = (text) =>
  [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1]).filter((link) => !/^(https?:|mailto:|#)/.test(link));
const braces = (path) => {
  const [, before, choices, after] = /^(.*?)\{([^}]+)\}(.*)$/.exec(path) ?? [];
  return choices === undefined ? [path] : choices.split(',').flatMap((choice) => braces(`${before}${choice.trim()}${after}`));
};
const isFile = (span) => /^[\w@./{},-]+\.(ts|tsx|mjs|css|md|sh|yaml|html)$/.test(span) && !span.startsWith('.');
const isFolder = (span) => /^[\w@./-]+\/$/.test(span) && !span.startsWith('.');
/** Codes, events and views of the domain, e.g. `window.busy`. */
const isName = (span) =>
  /^(request|auth|limit|ticket|window|hall|series|config|device|pairing|setup|person|item)\.[a-z_]+$/.test(span) && !isFile(span);

describe.each(all.filter((path) => path.endsWith('.md')))('%s', (file) => {
  const text = readFileSync(join(root, file), 'utf8');
  const from = dirname(file) === '.' ? '' : dirname(file);

  test('links to what exists', () => {
    const lost = linksOf(text).filter((link) => !existsSync(join(root, from, decodeURI(link.split('#')[0]))));
    expect(lost).toEqual([]);
  });

  test('names files, folders and codes that exist', () => {
    const spans = spansOf(text);
    const files = spans.filter((span) => isFile(span) || isFolder(span)).flatMap(braces);
    const names = spans.filter(isName);
    expect(files.filter((path) => !isThere(path, from))).toEqual([]);
    expect(names.filter((name) => !domain.some((source) => source.includes(`'${name}'`)))).toEqual([]);
  });

  test('tells commands that package.json knows', () => {
    const told = [...text.matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1]);
    expect(told.filter((name) => !(name in scripts))).toEqual([]);
  });
});
