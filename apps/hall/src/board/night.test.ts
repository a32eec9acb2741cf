import { expect, test } from 'vitest';
import { drift, isNight, mayReload } from './night.ts';

const at = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

test.each([
  ['19:59', false],
  ['20:00', true],
  ['00:00', true],
  ['06:29', true],
  ['06:30', false],
])('at %s hall time it is night: %s', (time, night) => {
  expect(isNight(at(time), false)).toBe(night);
  // who comes after work is called as by day
  expect(isNight(at(time), true)).toBe(false);
});

test('a board loads afresh once a night, outside hours', () => {
  const day = 86_400_000;
  expect(mayReload(at('03:30'), day)).toBe(true);
  expect(mayReload(at('10:00'), day)).toBe(false);
  expect(mayReload(at('03:31'), 60_000)).toBe(false);
});

test('the stage comes back to where it began', () => {
  const minutes = (n: number) => drift(n * 60_000);
  expect([0, 3, 6, 9, 12].map(minutes)).toEqual([
    { x: 0, y: 0 },
    { x: 2, y: 0 },
    { x: 2, y: 2 },
    { x: 0, y: 2 },
    { x: 0, y: 0 },
  ]);
});
