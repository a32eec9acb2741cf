import { describe, expect, test } from 'vitest';
import { businessDate, localTime } from './time.ts';

describe('the business date of a hall', () => {
  test.each([
    ['2026-11-23T15:59:59.999Z', 0, '2026-11-23'],
    ['2026-11-23T16:00:00.000Z', 0, '2026-11-24'],
    ['2026-11-23T17:30:00.000Z', 240, '2026-11-23'],
    ['2026-11-23T20:00:00.000Z', 240, '2026-11-24'],
  ])('%s with a day that starts at minute %i is %s in Shanghai, wherever the server stands', (at, start, date) => {
    expect(businessDate(at, 'Asia/Shanghai', start)).toBe(date);
  });

  test('counts minutes of the local day', () => {
    expect(localTime('2026-11-23T16:05:00.000Z', 'Asia/Shanghai')).toEqual({ date: '2026-11-24', minute: 5 });
  });
});
