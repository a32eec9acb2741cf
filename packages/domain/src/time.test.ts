import { describe, expect, test } from 'vitest';
import { businessDate, localInstant, localTime } from './time.ts';

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

describe('what the clock of a hall shows', () => {
  test.each([
    ['2026-03-09', 1050, 'Asia/Shanghai', '2026-03-09T09:30:00.000Z'],
    ['2026-03-09', 1440, 'Asia/Shanghai', '2026-03-09T16:00:00.000Z'],
    ['2026-03-09', 0, 'UTC', '2026-03-09T00:00:00.000Z'],
    // New York goes from EST to EDT on 8 March at 2:00 and back on 1 November at 2:00
    ['2026-03-08', 119, 'America/New_York', '2026-03-08T06:59:00.000Z'],
    ['2026-03-08', 150, 'America/New_York', '2026-03-08T07:30:00.000Z'],
    ['2026-03-08', 1050, 'America/New_York', '2026-03-08T21:30:00.000Z'],
    ['2026-11-01', 90, 'America/New_York', '2026-11-01T05:30:00.000Z'],
    ['2026-11-01', 1050, 'America/New_York', '2026-11-01T22:30:00.000Z'],
  ])('on %s at minute %i in %s is %s', (date, minute, zone, instant) => {
    expect(localInstant(date, minute, zone)).toBe(instant);
  });
});
