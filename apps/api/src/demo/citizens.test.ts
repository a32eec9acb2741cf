import { describe, expect, test } from 'vitest';
import { simulatedDay } from './citizens.ts';

describe('a made-up day', () => {
  const day = simulatedDay(7, 4_000, 480);
  const share = (what: (citizen: (typeof day)[number]) => boolean): number => day.filter(what).length / day.length;

  test('is the same for the same seed, another for another, and nobody changes with how many come', () => {
    expect(simulatedDay(7, 4_000, 480)).toEqual(day);
    expect(simulatedDay(8, 4_000, 480)).not.toEqual(day);
    const some = new Set(simulatedDay(7, 500, 480).map(({ minute }) => minute));
    expect(day.filter(({ minute }) => some.has(minute))).toHaveLength(500);
  });

  test('has its peaks in the morning and after noon, and nobody outside of the hours', () => {
    const during = (from: number, to: number): number => share(({ minute }) => minute >= from && minute < to);
    expect(share(({ minute }) => minute < 0 || minute >= 480)).toBe(0);
    expect(during(48, 108)).toBeGreaterThan(2 * during(180, 240));
    expect(during(300, 360)).toBeGreaterThan(1.3 * during(180, 240));
    expect(day.map(({ minute }) => minute)).toEqual(day.map(({ minute }) => minute).sort((a, b) => a - b));
  });

  test('has as many old and sick, missed, held, sent on and impatient people as a hall knows', () => {
    expect(share(({ priority }) => priority !== null)).toBeCloseTo(0.15, 1);
    expect(new Set(day.map(({ priority }) => priority)).size).toBe(6);
    expect(share(({ comes }) => !comes)).toBeCloseTo(0.06, 1);
    expect(share(({ matters }) => matters > 1)).toBeCloseTo(0.12, 1);
    const minutes = day.map(({ serviceMinutes }) => serviceMinutes);
    expect(Math.max(...minutes)).toBeLessThanOrEqual(45);
    expect(minutes.reduce((a, b) => a + b, 0) / minutes.length).toBeCloseTo(7.5, 0);
    for (const what of ['hold', 'transfer'] as const) expect(share(({ then }) => then === what)).toBeGreaterThan(0.01);
    for (const what of ['givesUpAfter', 'letsPassAfter'] as const) expect(share((one) => one[what] !== null)).toBeGreaterThan(0.02);
  });
});
