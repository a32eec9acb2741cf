import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { estimateWaitMinutes, MIN_SAMPLES, trimmedMeanSeconds } from './wait.ts';

const samples = fc.array(fc.integer({ min: 1, max: 7200 }), { minLength: MIN_SAMPLES, maxLength: 60 });
const queue = fc.record({ ahead: fc.nat(500), openWindows: fc.integer({ min: 1, max: 40 }), recentServiceSeconds: samples });

describe('the wait estimate', () => {
  test('eight people before three windows at five minutes each wait fourteen minutes', () => {
    expect(estimateWaitMinutes({ ahead: 8, openWindows: 3, recentServiceSeconds: [300, 300, 300, 300, 300] })).toBe(14);
  });

  test('is not given without an open window or with fewer than five finished tickets', () => {
    expect(estimateWaitMinutes({ ahead: 3, openWindows: 0, recentServiceSeconds: [60, 60, 60, 60, 60] })).toBeNull();
    expect(estimateWaitMinutes({ ahead: 3, openWindows: 2, recentServiceSeconds: [60, 60, 60, 60] })).toBeNull();
  });

  test('a finish that was forgotten for two hours does not move it', () => {
    const usual = [240, 250, 260, 270, 280, 290, 300, 310, 320];
    expect(estimateWaitMinutes({ ahead: 10, openWindows: 2, recentServiceSeconds: [...usual, 7200] })).toBe(
      estimateWaitMinutes({ ahead: 10, openWindows: 2, recentServiceSeconds: [...usual, 330] }),
    );
  });

  test('the next citizen in line waits zero minutes', () => {
    fc.assert(fc.property(queue, (input) => estimateWaitMinutes({ ...input, ahead: 0 }) === 0));
  });

  test('more people never shorten it, more windows never lengthen it', () => {
    fc.assert(
      fc.property(queue, (input) => {
        const now = estimateWaitMinutes(input)!;
        expect(estimateWaitMinutes({ ...input, ahead: input.ahead + 1 })!).toBeGreaterThanOrEqual(now);
        expect(estimateWaitMinutes({ ...input, openWindows: input.openWindows + 1 })!).toBeLessThanOrEqual(now);
      }),
    );
  });

  test('the order in which tickets were finished does not matter', () => {
    fc.assert(fc.property(samples, (list) => trimmedMeanSeconds(list.toReversed()) === trimmedMeanSeconds(list)));
  });

  test('the mean lies between the shortest and the longest service', () => {
    fc.assert(
      fc.property(samples, (list) => {
        const mean = trimmedMeanSeconds(list)!;
        return mean >= Math.min(...list) && mean <= Math.max(...list);
      }),
    );
  });
});
