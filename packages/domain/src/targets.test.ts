import { expect, test } from 'vitest';
import { isCrowded, isOverTarget, targetsOf } from './targets.ts';
import { defaultPolicy } from './tickets.ts';

test('a queue without targets of its own has those of its hall, one by one', () => {
  const hall = { targetMinutes: 20, warnPerWindow: 8 };
  expect(targetsOf({ targetMinutes: null, warnPerWindow: null }, defaultPolicy)).toEqual({ targetMinutes: 30, warnPerWindow: 10 });
  expect(targetsOf({ targetMinutes: null, warnPerWindow: null }, hall)).toEqual(hall);
  expect(targetsOf({ targetMinutes: 5, warnPerWindow: null }, hall)).toEqual({ targetMinutes: 5, warnPerWindow: 8 });
  expect(targetsOf({ targetMinutes: null, warnPerWindow: 3 }, hall)).toEqual({ targetMinutes: 20, warnPerWindow: 3 });
});

test('as long as the target and as many as the value are within it; one more is not, and without a window nothing is crowded', () => {
  const targets = { targetMinutes: 15, warnPerWindow: 4 };
  expect([15, 16].map((minutes) => isOverTarget(minutes, targets))).toEqual([false, true]);
  expect(
    [
      [8, 2],
      [9, 2],
      [9, 0],
    ].map(([waiting, open]) => isCrowded(waiting!, open!, targets)),
  ).toEqual([false, true, false]);
});
