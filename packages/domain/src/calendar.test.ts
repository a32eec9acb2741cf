import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, isWeekend, workingDay, type Calendar } from './calendar.ts';

/** The May holiday of 2026 and the turn of 2018/19, as their notices say; the whole calendar is tested where it is loaded. */
const calendar: Calendar = {
  publishedYears: new Set([2018, 2019, 2026]),
  days: new Map([
    ['2018-12-29', 'work'],
    ['2018-12-31', 'rest'],
    ['2026-05-01', 'rest'],
    ['2026-05-04', 'rest'],
    ['2026-05-05', 'rest'],
    ['2026-05-09', 'work'],
    ['2027-01-01', 'rest'],
  ]),
};

const dates = fc.integer({ min: 0, max: 36_000 }).map((days) => addDays('1990-01-01', days));

describe('working days', () => {
  test('a make-up Saturday is a working day and the weekday that it pays for is not', () => {
    expect(workingDay(calendar, '2026-05-09')).toBe('working');
    expect(workingDay(calendar, '2026-05-05')).toBe('rest');
    expect(workingDay(calendar, '2026-05-06')).toBe('working');
    expect(workingDay(calendar, '2026-05-10')).toBe('rest');
  });

  test('a day of a year whose notice is not out is provisional, whatever weekday it is', () => {
    expect(workingDay(calendar, '2027-01-04')).toBe('provisional');
    expect(workingDay(calendar, '2027-01-03')).toBe('provisional');
  });

  test('a rest day that a notice already names is certain although its year is not out', () => {
    expect(workingDay(calendar, '2027-01-01')).toBe('rest');
    expect(workingDay(calendar, '2018-12-29')).toBe('working');
  });

  test('any seven days in a row hold one Saturday and one Sunday, and adding days can be taken back', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -800, max: 800 }), (date, n) => {
        const week = [0, 1, 2, 3, 4, 5, 6].map((i) => addDays(date, i));
        expect(week.filter(isWeekend)).toHaveLength(2);
        expect(addDays(addDays(date, n), -n)).toBe(date);
      }),
    );
  });

  test('the leap day is a day', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
  });
});
