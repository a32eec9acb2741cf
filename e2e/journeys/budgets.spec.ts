import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from '../test.ts';

const dist = (app: string): string => fileURLToPath(new URL(`../../apps/${app}/dist/`, import.meta.url));

interface Chunk {
  readonly file: string;
}

/** The files that a page loads before it can run: its module scripts and whatever they import statically. */
function firstLoad(app: string, starts: readonly string[]): string[] {
  const files = new Set<string>();
  const visit = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    const code = readFileSync(join(dist(app), file), 'utf8');
    for (const [, next = ''] of code.matchAll(/(?:\bfrom|\bimport)\s*["'](\.\/[^"']+\.js)["']/g)) visit(join(dirname(file), next));
  };
  starts.forEach(visit);
  return [...files];
}

/** The module scripts of a page, and what it preloads. */
function ofPage(app: string, page: string): string[] {
  const html = readFileSync(join(dist(app), page), 'utf8');
  return [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, file = '']) => file);
}

/** A chunk by the source that it was made of. */
function ofSource(app: string, source: string): string {
  const path = join(dist(app), '.vite/manifest.json');
  expect(existsSync(path), `${app} is built with a manifest`).toBe(true);
  const chunk = (JSON.parse(readFileSync(path, 'utf8')) as Record<string, Chunk>)[source];
  expect(chunk, `${app} has a chunk of ${source}`).toBeDefined();
  return chunk?.file ?? '';
}

const kB = (app: string, files: readonly string[]): number =>
  files.reduce((sum, file) => sum + gzipSync(readFileSync(join(dist(app), file)), { level: 9 }).length, 0) / 1000;

const budgets = [
  { what: 'board', app: 'hall', limit: 35, start: () => ofPage('hall', 'board.html') },
  { what: 'kiosk', app: 'hall', limit: 60, start: () => ofPage('hall', 'kiosk.html') },
  { what: 'phone ticket', app: 'portal', limit: 34, start: () => [ofSource('portal', 'src/ticket/main.ts')] },
  {
    what: 'desk, a window',
    app: 'desk',
    limit: 110,
    start: () => [...ofPage('desk', 'index.html'), ofSource('desk', 'src/window/WindowScreen.tsx')],
  },
  {
    what: 'desk, choosing one',
    app: 'desk',
    limit: 110,
    start: () => [...ofPage('desk', 'index.html'), ofSource('desk', 'src/windows/ChooseWindow.tsx')],
  },
] as const;

for (const { what, app, limit, start } of budgets) {
  test(`first load of the ${what} stays within ${limit} kB of JavaScript`, () => {
    const files = firstLoad(app, start());
    const size = kB(app, files);
    test.info().annotations.push({ type: 'size', description: `${what}: ${size.toFixed(1)} of ${limit} kB in ${files.length} files` });
    expect(files.length).toBeGreaterThan(0);
    expect(size, files.join(' ')).toBeLessThanOrEqual(limit);
  });
}
