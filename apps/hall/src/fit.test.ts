import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pageCount, pageOf, turnedPage } from './pages.ts';
import { ems, fit } from './fit.ts';

const cell = { width: 200, height: 104, max: 44, min: 26 };

test('a short name keeps its full size', () => {
  expect(fit('个人综合', cell)).toEqual({ size: 44, fits: true });
});

test('a longer name gets smaller and runs over two lines before it is cut', () => {
  expect(fit('不动产登记和查档', cell).size).toBeGreaterThanOrEqual(36);
  expect(fit('Personal services', cell).fits).toBe(true);
});

test('forty characters do not fit a narrow cell and say so', () => {
  expect(fit('办'.repeat(40), cell)).toEqual({ size: 26, fits: false });
  expect(fit('办'.repeat(40), { ...cell, width: 700 }).fits).toBe(true);
});

test('Han outside the basic plane is as wide as any other', () => {
  expect(ems('𠮷')).toBe(1);
});

test('what fits by arithmetic needs no more room than the box has', () => {
  const box = fc.record({
    width: fc.integer({ min: 100, max: 1500 }),
    height: fc.integer({ min: 50, max: 400 }),
    max: fc.integer({ min: 40, max: 320 }),
    min: fc.constant(24),
  });
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('办', '证', 'a', ' '), minLength: 1, maxLength: 60 }), box, (text, b) => {
      const { size, fits } = fit(text, b);
      const perLine = b.width / size;
      const lines = ems(text) <= perLine ? 1 : Math.ceil(ems(text) / (perLine - 1));
      if (fits && lines > 1) expect(lines * size * 1.15).toBeLessThanOrEqual(b.height);
    }),
  );
});

test('pages hold every item once, and a list that shrinks never shows nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 9 }), fc.nat(30), (items, size, page) => {
      const pages = Array.from({ length: pageCount(items.length, size) }, (_, i) => pageOf(items, size, i));
      expect(pages.flat()).toEqual(items);
      expect(pageOf(items, size, page).length > 0).toBe(items.length > 0);
    }),
  );
});

test('pages turn every ten seconds, round and round', () => {
  expect([0, 9_999, 10_000, 25_000, 30_000].map((now) => turnedPage(now, 10_000, 3))).toEqual([0, 0, 1, 2, 0]);
});
