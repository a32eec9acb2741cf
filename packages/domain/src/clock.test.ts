import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, isWeekend, workingDay, type Calendar } from './calendar.ts';
import { hallTime, samplePlace } from './case-samples.ts';
import { dueOf, spent, type ClockInput, type Due, type DueLine, type Pause } from './clock.ts';
import { addMs, localInstant, localTime, type DateText, type Instant } from './time.ts';

const place = samplePlace;
const { calendar } = place;
const at = hallTime;
const working = (start: Instant, amount: number, rest: Partial<ClockInput> = {}): ClockInput => ({
  start,
  allowance: { amount, unit: 'working_day' },
  ...rest,
});
const running = (due: Due): Extract<Due, { state: 'running' }> => {
  if (due.state !== 'running') throw new Error('stopped');
  return due;
};
const dueDate = (input: ClockInput): DateText => running(dueOf(input, place)).date;
const pause = (from: DateText, until: DateText | null): Pause => ({ from: at(from), until: until && at(until, '11:00') });

describe('a limit in working hours', () => {
  const hours = (start: Instant, amount: number, pauses: Pause[] = []): ClockInput => ({
    start,
    allowance: { amount, unit: 'working_hour' },
    pauses,
  });
  const dueAt = (input: ClockInput): Instant => running(dueOf(input, place)).at;

  test.each([
    ['within the day', at('2026-03-02', '10:00'), 1, at('2026-03-02', '11:00')],
    ['to the minute of closing', at('2026-03-02', '16:30'), 1, at('2026-03-02', '17:30')],
    ['over the night', at('2026-03-02', '17:00'), 1, at('2026-03-03', '09:30')],
    ['begun in the night', at('2026-03-02', '23:00'), 1, at('2026-03-03', '10:00')],
    ['over a weekend', at('2026-03-06', '17:00'), 1, at('2026-03-09', '09:30')],
    ['on a Saturday that pays for a holiday', at('2026-05-08', '17:00'), 1, at('2026-05-09', '09:30')],
    ['over the National Day', at('2026-09-30', '17:00'), 9, at('2026-10-08', '17:30')],
  ])('runs while the office is open: %s', (_, start, amount, due) => {
    expect(dueAt(hours(start, amount))).toBe(due);
  });

  test('says by which hours it runs, and what was left out', () => {
    const { lines } = running(dueOf(hours(at('2026-09-30', '17:00'), 1), place));
    expect(lines).toContainEqual({ kind: 'open_hours', fromMinutes: 540, toMinutes: 1050 });
    expect(lines).toContainEqual({ kind: 'off', from: '2026-10-01', to: '2026-10-07' });
  });

  test('stands still while it is suspended, and has the rest of it afterwards; what ran and what stood is the whole', () => {
    const halted = { from: at('2026-03-02', '11:00'), until: at('2026-03-03', '10:00') };
    const input = hours(at('2026-03-02', '10:00'), 3, [halted]);
    expect(dueAt(input)).toBe(at('2026-03-03', '12:00'));
    expect(spent(input, at('2026-03-03', '11:00'), place)).toEqual({ elapsed: 2, suspended: 7, remaining: 1 });
    const open = dueOf(hours(at('2026-03-02', '10:00'), 3, [{ ...halted, until: null }]), place);
    expect(open).toMatchObject({ state: 'stopped', remaining: 2, since: halted.from });
  });
});

describe('a limit in working days', () => {
  test.each([
    ['2026-02-13', 3, '2026-02-25', 'the Spring Festival with a make-up Saturday before it'],
    ['2026-04-30', 5, '2026-05-11', 'the May holiday, and the Saturday that pays for it'],
    ['2026-05-08', 1, '2026-05-09', 'a make-up Saturday is the next working day'],
    ['2026-06-18', 7, '2026-06-30', 'the Dragon Boat Festival'],
    ['2026-09-23', 5, '2026-10-08', 'two holidays in one span'],
    ['2026-01-03', 2, '2026-01-05', 'accepted on a rest day: that day is kept, counting begins on the next working day, a Sunday'],
    ['2025-01-24', 3, '2025-02-05', 'a make-up Sunday before the Spring Festival'],
  ])('accepted on %s with %i days is due on %s: %s', (start, amount, due) => {
    expect(dueDate(working(at(start), amount))).toBe(due);
  });

  test('explains itself line by line', () => {
    const due = running(dueOf(working(at('2026-09-23'), 5), place));
    expect(due.lines).toEqual([
      { kind: 'start', at: at('2026-09-23'), date: '2026-09-23' },
      { kind: 'allowance', amount: 5, unit: 'working_day' },
      { kind: 'off', from: '2026-09-25', to: '2026-09-27' },
      { kind: 'off', from: '2026-10-01', to: '2026-10-07' },
      { kind: 'due', at: at('2026-10-08', '17:30'), date: '2026-10-08' },
      { kind: 'calendar', years: [2026] },
    ] satisfies DueLine[]);
  });

  test('names the Saturday that it counted', () => {
    expect(running(dueOf(working(at('2026-05-08'), 1), place)).lines).toContainEqual({ kind: 'make_up', date: '2026-05-09' });
  });

  test('is the same whether one was accepted a minute before closing or a minute after it', () => {
    expect(dueDate(working(at('2026-03-02', '17:29'), 5))).toBe('2026-03-09');
    expect(dueDate(working(at('2026-03-02', '17:31'), 5))).toBe('2026-03-09');
  });

  test('ends when the office closes: a minute before is in time, a minute after is late', () => {
    const due = running(dueOf(working(at('2026-03-02'), 5), place));
    expect(at('2026-03-09', '17:29') <= due.at).toBe(true);
    expect(at('2026-03-09', '17:31') <= due.at).toBe(false);
    const always = running(dueOf(working(at('2026-03-02'), 5), { ...place, dayEndsMinutes: 1440 }));
    expect(always.at).toBe(at('2026-03-10', '00:00'));
  });

  test('does not know where the server stands', () => {
    expect(running(dueOf(working('2026-03-01T16:30:00.000Z', 1), place)).date).toBe('2026-03-03');
    expect(running(dueOf(working('2026-03-01T16:30:00.000Z', 1), { ...place, timeZone: 'America/Los_Angeles' })).date).toBe('2026-03-02');
  });

  test('that reaches a year without a notice is provisional, says which, and is settled by the notice', () => {
    const input = working(at('2026-11-20'), 30);
    const before = running(dueOf(input, place));
    expect(before).toMatchObject({ provisional: true, date: '2027-01-01' });
    expect(before.lines.at(-1)).toEqual({ kind: 'provisional', missing: [2027] });
    const published: Calendar = {
      publishedYears: new Set([...calendar.publishedYears, 2027]),
      days: new Map([...calendar.days, ...['2027-01-01', '2027-01-02', '2027-01-03'].map((date) => [date, 'rest'] as const)]),
    };
    const after = running(dueOf(input, { ...place, calendar: published }));
    expect(after).toMatchObject({ provisional: false, date: '2027-01-04' });
    expect(after.lines.at(-1)).toEqual({ kind: 'calendar', years: [2026, 2027] });
  });

  test('that ends on the last day of the year needs no notice for the next', () => {
    expect(running(dueOf(working(at('2026-12-30'), 1), place))).toMatchObject({ provisional: false, date: '2026-12-31' });
  });

  test('refuses an allowance that is none', () => {
    for (const amount of [0, -1, 1.5, Number.NaN]) expect(() => dueOf(working(at('2026-03-02'), amount), place)).toThrow(RangeError);
  });

  test('grows by an extension, and shows both', () => {
    const due = running(dueOf(working(at('2026-03-02'), 20, { extensions: [10] }), place));
    expect(due.date).toBe('2026-04-14');
    expect(due.lines).toContainEqual({ kind: 'extension', amount: 10, unit: 'working_day' });
  });
});

describe('a suspension', () => {
  const ten = (...pauses: Pause[]): DateText => dueDate(working(at('2026-03-02'), 10, { pauses }));

  test('takes the days after its first up to its last: the day it begins counts, the day the result comes does not', () => {
    expect(ten(pause('2026-03-05', '2026-03-12'))).toBe('2026-03-23');
    const due = running(dueOf(working(at('2026-03-02'), 10, { pauses: [pause('2026-03-05', '2026-03-12')] }), place));
    expect(due.lines).toContainEqual({ kind: 'paused', from: '2026-03-06', to: '2026-03-12', days: 5 });
  });

  test('of two departments that overlap counts once', () => {
    expect(ten(pause('2026-03-05', '2026-03-10'), pause('2026-03-09', '2026-03-12'))).toBe('2026-03-23');
    expect(ten(pause('2026-03-05', '2026-03-12'), pause('2026-03-06', '2026-03-09'))).toBe('2026-03-23');
  });

  test('from Thursday to Monday and again from that Monday takes no day twice', () => {
    expect(ten(pause('2026-03-05', '2026-03-09'), pause('2026-03-09', '2026-03-12'))).toBe('2026-03-23');
  });

  test('that begins and ends on one day takes none', () => {
    expect(ten(pause('2026-03-05', '2026-03-05'))).toBe(ten());
  });

  test('over a holiday takes only working days', () => {
    const input = working(at('2026-09-29'), 3, { pauses: [pause('2026-09-30', '2026-10-08')] });
    expect(dueDate(input)).toBe('2026-10-10');
  });

  test('that lasts leaves no due date, only what remains', () => {
    const stopped = dueOf(working(at('2026-03-02'), 10, { pauses: [pause('2026-03-05', null)] }), place);
    expect(stopped).toMatchObject({ state: 'stopped', since: at('2026-03-05'), remaining: 7 });
  });

  test('that began after the end is without effect', () => {
    expect(ten(pause('2026-03-30', null))).toBe(ten());
  });
});

describe('a limit in natural days', () => {
  const natural = (start: DateText, amount: number) =>
    running(dueOf({ start: at(start), allowance: { amount, unit: 'natural_day' } }, place));

  test('counts every day', () => {
    expect(natural('2026-03-02', 10).date).toBe('2026-03-12');
  });

  test('that would end on a rest day ends on the next working day, and says so', () => {
    const due = natural('2026-09-21', 10);
    expect(due.date).toBe('2026-10-08');
    expect(due.lines).toContainEqual({ kind: 'rolled', from: '2026-10-01', to: '2026-10-08' });
    expect(natural('2026-03-01', 6).date).toBe('2026-03-09');
  });

  test('asks no notice for days that it only passes', () => {
    expect(natural('2026-12-31', 30).provisional).toBe(true);
    expect(natural('2026-12-01', 30)).toMatchObject({ provisional: false, date: '2026-12-31' });
  });
});

describe('a limit in hours', () => {
  const hours = (start: Instant, amount: number, pauses: Pause[] = []) =>
    dueOf({ start, allowance: { amount, unit: 'hour' }, pauses }, place);

  test('runs through the night, the weekend and the holiday, and loses no minute at midnight', () => {
    expect(running(hours(at('2026-10-01', '23:30'), 2)).at).toBe(at('2026-10-02', '01:30'));
    expect(running(hours(at('2026-09-30', '12:00'), 24)).at).toBe(at('2026-10-01', '12:00'));
    expect(running(dueOf({ start: at('2026-10-01', '23:59'), allowance: { amount: 2, unit: 'minute' } }, place)).at).toBe(
      at('2026-10-02', '00:01'),
    );
  });

  test('is lengthened by suspensions to the minute, overlapping ones once', () => {
    const pauses = [
      { from: at('2026-03-02', '11:00'), until: at('2026-03-02', '12:00') },
      { from: at('2026-03-02', '11:30'), until: at('2026-03-02', '12:30') },
    ];
    expect(running(hours(at('2026-03-02', '10:00'), 2, pauses)).at).toBe(at('2026-03-02', '13:30'));
    expect(hours(at('2026-03-02', '10:00'), 2, [{ from: at('2026-03-02', '11:00'), until: null }])).toMatchObject({
      state: 'stopped',
      remaining: 1,
    });
  });
});

const starts = fc
  .record({ day: fc.integer({ min: 0, max: 640 }), minute: fc.integer({ min: 0, max: 1439 }) })
  .map(({ day, minute }) => localInstant(addDays('2025-01-02', day), minute, place.timeZone));
const amounts = fc.integer({ min: 1, max: 40 });
const pausesAfter = (start: Instant) =>
  fc.array(
    fc
      .record({ from: fc.integer({ min: 0, max: 60 * 24 }), length: fc.integer({ min: 0, max: 30 * 24 }) })
      .map(({ from, length }) => ({ from: addMs(start, from * 3_600_000), until: addMs(start, (from + length) * 3_600_000) })),
    { maxLength: 4 },
  );
const histories = starts.chain((start) => fc.record({ amount: amounts, pauses: pausesAfter(start), start: fc.constant(start) }));
const works = (date: DateText): boolean => {
  const kind = workingDay(calendar, date);
  return kind === 'provisional' ? !isWeekend(date) : kind === 'working';
};

describe('whatever happens', () => {
  test('elapsed and remaining days are the whole allowance on every day until it is due, and suspended ones are the rest', () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 0, max: 120 }), ({ amount, pauses, start }, after) => {
        const input = working(start, amount, { pauses });
        const from = localTime(start, place.timeZone).date;
        const today = addDays(from, after);
        const { elapsed, suspended, remaining } = spent(input, localInstant(today, 600, place.timeZone), place);
        expect(elapsed + remaining).toBe(amount);
        let passed = 0;
        for (let date = addDays(from, 1); date <= today; date = addDays(date, 1)) if (works(date)) passed += 1;
        if (today <= dueDate(input)) expect(elapsed + suspended).toBe(passed);
        expect(remaining === 0).toBe(today >= dueDate(input));
      }),
    );
  });

  test('the order in which suspensions are written down makes no difference, nor does writing one twice', () => {
    fc.assert(
      fc.property(histories, ({ amount, pauses, start }) => {
        const due = dueDate(working(start, amount, { pauses }));
        expect(dueDate(working(start, amount, { pauses: [...pauses].reverse() }))).toBe(due);
        expect(dueDate(working(start, amount, { pauses: [...pauses, ...pauses] }))).toBe(due);
      }),
    );
  });

  test('a further suspension or a longer allowance never brings the due date forward', () => {
    fc.assert(
      fc.property(histories, ({ amount, pauses, start }) => {
        const due = dueDate(working(start, amount, { pauses }));
        for (let i = 0; i < pauses.length; i += 1) {
          const fewer = pauses.filter((_, n) => n !== i);
          expect(dueDate(working(start, amount, { pauses: fewer })) <= due).toBe(true);
        }
        expect(dueDate(working(start, amount + 1, { pauses })) > due).toBe(true);
        expect(dueDate(working(start, amount, { pauses, extensions: [1] }))).toBe(dueDate(working(start, amount + 1, { pauses })));
      }),
    );
  });

  test('the due date is a working day, at closing time', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom('working_day', 'natural_day'), ({ amount, pauses, start }, unit) => {
        const due = running(dueOf({ start, allowance: { amount, unit }, pauses }, place));
        expect(works(due.date)).toBe(true);
        expect(localTime(due.at, place.timeZone)).toEqual({ date: due.date, minute: place.dayEndsMinutes });
      }),
    );
  });

  test('hours that elapsed, were suspended and remain add up', () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 0, max: 2_000 }), ({ amount, pauses, start }, after) => {
        const input: ClockInput = { start, allowance: { amount, unit: 'hour' }, pauses };
        const now = addMs(start, after * 3_600_000);
        const { elapsed, suspended, remaining } = spent(input, now, place);
        expect(elapsed + remaining).toBe(amount);
        if (remaining > 0) expect(elapsed + suspended).toBe(after);
        expect(remaining === 0).toBe(now >= running(dueOf(input, place)).at);
      }),
    );
  });
});
