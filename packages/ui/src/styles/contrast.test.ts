import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8').replaceAll('"', "'");
const themes = {
  light: [':root'],
  dark: [':root', ":root[data-theme='dark']"],
  contrast: [':root', ":root[data-theme='contrast']"],
} as const;
type Theme = keyof typeof themes;

function declared(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(css.indexOf('{', start) + 1, css.indexOf('}', start));
  return new Map([...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name ?? '', (value ?? '').trim()]));
}

function colour(theme: Theme, name: string): [number, number, number] {
  const value = [...themes[theme]]
    .reverse()
    .map((selector) => declared(selector).get(name))
    .find((found) => found !== undefined);
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(value ?? '')?.[1];
  if (!hex) throw new Error(`--${name} has no plain colour in ${theme}: ${value}`);
  const full = hex.length === 3 ? [...hex].map((c) => c + c).join('') : hex;
  return [0, 2, 4].map((i) => parseInt(full.slice(i, i + 2), 16)) as [number, number, number];
}

/** WCAG 2 relative luminance. */
function luminance(rgb: readonly number[]): number {
  const [r = 0, g = 0, b = 0] = rgb.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(theme: Theme, front: string, back: string): number {
  const [a, b] = [luminance(colour(theme, front)), luminance(colour(theme, back))].sort((x, y) => y - x) as [number, number];
  return (a + 0.05) / (b + 0.05);
}

/** The design language's list: front, back, measured light / dark / contrast. A new pair is written here first. */
const pairs: readonly (readonly [string, string, number, number, number])[] = [
  ['ink', 'ground', 14.4, 16.5, 21],
  ['ink', 'surface', 17.0, 15.0, 21],
  ['ink', 'sunken', 15.6, 15.8, 21],
  ['ink-2', 'ground', 7.5, 10.6, 21],
  ['ink-2', 'surface', 8.9, 9.6, 21],
  ['ink-3', 'ground', 5.1, 7.3, 21],
  ['ink-3', 'surface', 6.0, 6.6, 21],
  ['ink-3', 'sunken', 5.5, 7.0, 21],
  ['ink-3', 'qing-soft', 5.0, 4.8, 14],
  ['qing', 'surface', 7.5, 7.9, 16.1],
  ['qing', 'ground', 6.3, 8.7, 16.1],
  ['on-qing', 'qing', 7.5, 7.8, 16.1],
  ['on-qing', 'qing-hover', 10.4, 9.9, 21],
  ['qing-ink', 'qing-soft', 7.9, 7.9, 11.0],
  ['on-sun', 'sun', 10.9, 10.9, 15.2],
  ['sun-ink', 'sun-soft', 7.4, 9.7, 11.6],
  ['sun-ink', 'surface', 8.3, 12.5, 16.4],
  ['on-cin', 'cin', 6.5, 6.3, 9.4],
  ['cin-ink', 'cin-soft', 7.7, 8.5, 11.0],
  ['cin-ink', 'surface', 9.2, 10.0, 13.7],
  ['wait-ink', 'wait-soft', 6.9, 8.1, 11.8],
  ['held-ink', 'held-soft', 7.3, 8.2, 11.3],
  ['miss-ink', 'miss-soft', 7.0, 8.3, 11.2],
  ['done-ink', 'done-soft', 6.3, 8.5, 12.2],
  ['on-inv', 'inv', 17.0, 17.3, 21],
  ['on-inv-2', 'inv', 11.1, 11.1, 21],
];
/** Borders and rings: 3 is enough. */
const shapes: readonly (readonly [string, string, number, number, number])[] = [
  ['edge', 'surface', 3.9, 4.2, 21],
  ['focus', 'surface', 7.5, 11.0, 15.2],
  ['focus', 'ground', 6.3, 12.1, 15.2],
];

const order = ['light', 'dark', 'contrast'] as const;
describe.each(order)('%s', (theme) => {
  test.each(pairs)('%s on %s can be read', (front, back, ...measured) => {
    const ratio = contrast(theme, front, back);
    expect(ratio).toBeGreaterThanOrEqual(4.5);
    expect(ratio).toBeGreaterThanOrEqual((measured[order.indexOf(theme)] ?? 0) - 0.06);
  });
  test.each(shapes)('%s on %s can be seen', (front, back, ...measured) => {
    const ratio = contrast(theme, front, back);
    expect(ratio).toBeGreaterThanOrEqual(3);
    expect(ratio).toBeGreaterThanOrEqual((measured[order.indexOf(theme)] ?? 0) - 0.06);
  });
});

test('sun is no text colour where the ground is light: only ever a fill', () => {
  expect(contrast('light', 'sun', 'ground')).toBeLessThan(3);
  expect(contrast('dark', 'sun', 'ground')).toBeGreaterThan(12);
});

const folder = new URL('../', import.meta.url);
const sheets = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.css'));

test('no page asks another house for a font or a picture', () => {
  for (const file of sheets)
    expect(readFileSync(new URL(file, folder), 'utf8'), file).not.toMatch(
      /https?:|url\(\s*['"]?\/\/|@import\s+(url\()?['"]?(https?:|\/\/)/,
    );
});

test('the parts take every colour from the tokens', () => {
  const parts = sheets.filter((file) => file.startsWith('parts'));
  expect(parts.length).toBeGreaterThan(5);
  for (const file of parts)
    expect(readFileSync(new URL(file, folder), 'utf8').replaceAll(/data-theme='contrast'\][^}]*#000/g, ''), file).not.toMatch(
      /:[^;{]*#[0-9a-f]{3,8}\b/i,
    );
});
