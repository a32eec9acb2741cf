import { describe, expect, test } from 'vitest';
import type { Halt } from './hall-day.ts';
import { clearingDue, dayPlan, minuteOf, noNumbers, openingAt, periodsOn, type Hours, type HoursPlace } from './opening.ts';
import type { Calendar } from './calendar.ts';

const calendar: Calendar = {
  publishedYears: new Set([2026]),
  // as in the notice for 2026: National Day from Thursday 1 to Wednesday 7 October, work on Saturday 10
  days: new Map([...['01', '02', '03', '04', '05', '06', '07'].map((day) => [`2026-10-${day}`, 'rest'] as const), ['2026-10-10', 'work']]),
};
const row = (days: Hours['days'], from: number, to: number, more: Partial<Hours> = {}): Hours => ({
  days,
  fromMinutes: from,
  toMinutes: to,
  lastNumberMinutes: 0,
  clearAfterMinutes: null,
  extended: false,
  ...more,
});
const [nine, noon, half, end] = [540, 720, 810, 1_050];
const hours = [
  row('workdays', half, end, { lastNumberMinutes: 15, clearAfterMinutes: 30 }),
  row('workdays', nine, noon, { clearAfterMinutes: 30 }),
  row('wednesday', nine, noon),
  row('wednesday', half, 1_200, { extended: true }),
  row('saturday', nine, noon, { extended: true }),
];
const hall = (more: Partial<HoursPlace> = {}): HoursPlace => ({ hours, closures: [], timeZone: 'Asia/Shanghai', ...more });
const spans = (date: string, place = hall()) => periodsOn(date, place, calendar).map(({ from, to }) => [from, to]);

describe('opening hours', () => {
  test('a working day has its morning and its afternoon, in order', () =>
    expect(spans('2026-10-08')).toEqual([
      [nine, noon],
      [half, end],
    ]));

  test('a named day of the week counts instead of the usual hours', () =>
    expect(spans('2026-10-14')).toEqual([
      [nine, noon],
      [half, 1_200],
    ]));

  test('a Saturday is extended, one that is worked is a working day, a holiday is neither', () => {
    expect(spans('2026-10-17')).toEqual([[nine, noon]]);
    expect(spans('2026-10-10')).toEqual([
      [nine, noon],
      [half, end],
    ]);
    expect(spans('2026-10-03')).toEqual([]);
    expect(spans('2026-10-07')).toEqual([]);
  });

  test('a year without its notice is taken by the day of the week', () => {
    expect(spans('2027-01-04')).toHaveLength(2);
    expect(spans('2027-01-03')).toEqual([]);
  });

  test('a closure shuts the hall and says why and when it opens again', () => {
    const shut = hall({ closures: [{ fromDate: '2026-10-08', toDate: '2026-10-09', reason: '停电检修', reasonEn: null }] });
    expect(dayPlan('2026-10-08', shut, calendar)).toEqual({
      date: '2026-10-08',
      periods: [],
      closure: { zh: '停电检修', en: null },
      next: { date: '2026-10-10', from: nine },
    });
    expect(dayPlan('2026-10-11', { ...shut, hours: [] }, calendar)).toBeNull();
    expect(dayPlan('2026-10-08', { ...shut, hours: [] }, calendar)?.periods).toEqual([]);
  });

  test('a hall that told no hours is not held to any', () => expect(dayPlan('2026-10-08', hall({ hours: [] }), calendar)).toBeNull());
});

describe('at a minute of the day', () => {
  const plan = dayPlan('2026-10-08', hall(), calendar)!;
  test('numbers are given from the first minute to the last number, and not in the break', () => {
    expect(openingAt(plan, nine - 1)).toEqual({ state: 'before', from: nine });
    expect(openingAt(plan, nine)).toEqual({ state: 'open' });
    expect(openingAt(plan, noon)).toEqual({ state: 'break', from: half });
    expect(openingAt(plan, end - 16)).toEqual({ state: 'open' });
    expect(openingAt(plan, end - 15)).toEqual({ state: 'over' });
    expect(openingAt({ ...plan, periods: [] }, noon)).toEqual({ state: 'shut' });
  });

  test('a screen says why there are none and when there are again; a halt by hand comes before the hours and ends by itself', () => {
    const at = (time: string, halt: Halt | null = null) => noNumbers(plan, halt, `2026-10-08T${time}:00.000Z`, 'Asia/Shanghai');
    expect([at('00:59'), at('01:00'), at('04:00')].map((said) => said && [said.state, said.at])).toEqual([
      ['before', '09:00'],
      null,
      ['break', '13:30'],
    ]);
    expect(at('10:00')).toMatchObject({ state: 'over', at: '09:00', date: '2026-10-09' });
    const halt: Halt = { reason: 'power', until: '2026-10-08T02:00:00.000Z' };
    expect(at('01:59', halt)).toMatchObject({ state: 'halted', at: '10:00', reason: 'power' });
    expect(at('02:00', halt)).toBeNull();
  });

  test('who still waits is cleared half an hour after the end, at noon and in the evening', () => {
    expect([noon + 29, noon + 30, end + 29, end + 30].map((minute) => clearingDue(plan, minute))).toEqual([
      null,
      noon + 30,
      noon + 30,
      end + 30,
    ]);
  });

  test('a date that begins at four goes on after midnight', () => {
    expect(minuteOf(plan, '2026-10-08T16:30:00.000Z', 'Asia/Shanghai')).toBe(1_470);
    expect(minuteOf(plan, '2026-10-08T01:00:00.000Z', 'Asia/Shanghai')).toBe(nine);
  });
});
