import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deliversOnly, skillsAt } from './skills.ts';

const queues = ['a', 'b', 'c', 'd', 'e'];
const some = fc.subarray(queues);
const windows = some.chain((seriesIds) => fc.subarray(seriesIds).map((fallbackIds) => ({ seriesIds, fallbackIds })));

test('a clerk narrows what a window serves and never widens it; what the clerk may not do is not called there', () => {
  fc.assert(
    fc.property(windows, some, some, (window, neverIds, fallbackIds) => {
      const { seriesIds, fallbackIds: helped } = skillsAt(window, { neverIds, fallbackIds });
      for (const id of queues) {
        expect(seriesIds.includes(id)).toBe(window.seriesIds.includes(id) && !neverIds.includes(id));
        expect(helped.includes(id)).toBe(seriesIds.includes(id) && (window.fallbackIds.includes(id) || fallbackIds.includes(id)));
      }
    }),
  );
});

test('who has no skills of their own does what the window does', () => {
  const window = { seriesIds: ['a', 'b'], fallbackIds: ['b'] };
  expect(skillsAt(window, undefined)).toEqual(window);
});

test('a delivery window serves nothing but results, and one that serves nothing is none', () => {
  const results = (id: string): boolean => id === 'G';
  expect(deliversOnly(['G'], results)).toBe(true);
  expect(deliversOnly(['C', 'G'], results)).toBe(false);
  expect(deliversOnly([], results)).toBe(false);
});
