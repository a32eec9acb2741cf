import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return /^(node_modules|dist|\..*)$/.test(entry.name) ? [] : sources(join(folder, entry.name));
    return /\.(css|tsx?)$/.test(entry.name) ? [join(folder, entry.name)] : [];
  });
}

const files = ['apps', 'packages'].flatMap((folder) => sources(join(root, folder)));
const text = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));
const sheets = files.filter((file) => file.endsWith('.css'));

test('a stylesheet is as short as any other file: one part of a screen, beside its component', () => {
  expect(sheets.length).toBeGreaterThan(30);
  const lines = sheets.map((file) => [relative(root, file), text.get(file)!.split('\n').length - 1] as const);
  expect(lines.filter(([, n]) => n > 400)).toEqual([]);
});

/** Class names of a module, without those that are global, and without comments. */
function classesOf(css: string): Set<string> {
  const own = css.replaceAll(/\/\*.*?\*\//gs, '').replaceAll(/:global\((?:[^()]|\([^()]*\))*\)/g, '');
  const selectors = own.replaceAll(/\{[^{}]*\}/g, ' {} ');
  return new Set([...selectors.matchAll(/\.([a-z][\w-]*)/gi)].map(([, name]) => name ?? ''));
}

/** What the components that import a module take from it; null when one of them computes a name. */
function takenFrom(sheet: string): Set<string> | null {
  const taken = new Set<string>();
  for (const [file, source] of text) {
    for (const [, name, path] of source.matchAll(/import (\w+) from '(\.[^']*\.module\.css)'/g)) {
      if (resolve(dirname(file), path!) !== sheet) continue;
      if (new RegExp(`\\b${name}\\[(?!')`).test(source)) return null;
      for (const [, quoted, dotted] of source.matchAll(new RegExp(`(?<![/.\\w])${name}(?:\\['([\\w-]+)'\\]|\\.(\\w+))`, 'g')))
        taken.add(quoted ?? dotted!);
    }
  }
  return taken;
}

test('a module has no class that its components do not use, and they use none that it has not', () => {
  const modules = sheets.filter((file) => file.endsWith('.module.css'));
  const wrong = modules.flatMap((sheet) => {
    const taken = takenFrom(sheet);
    if (taken === null) return [];
    const own = classesOf(text.get(sheet)!);
    const unused = [...own].filter((name) => !taken.has(name));
    const unknown = [...taken].filter((name) => !own.has(name));
    return [...unused, ...unknown].map((name) => `${relative(root, sheet)}: ${name}`);
  });
  expect(modules.length).toBeGreaterThan(20);
  expect(wrong).toEqual([]);
});
