import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  applyBooking,
  assertBookingAction,
  barredUntil,
  bookableDates,
  bookingActions,
  bookingAllows,
  bookingMachine,
  bookingRoles,
  bookingStates,
  bookingTimes,
  freePlace,
  slotMinutes,
  slotPlan,
  slotsOf,
  type Booking,
  type SlotPlan,
} from './booking.ts';
import { defaultBookingRules as rules } from './booking-rules.ts';
import type { Calendar } from './calendar.ts';
import { addMs } from './time.ts';

const zone = 'Asia/Shanghai';
const startsAt = '2026-11-27T01:30:00.000Z';
const minutes = (n: number): string => addMs(startsAt, n * 60_000);
const booking: Booking = {
  ...bookingTimes(startsAt, rules),
  id: 'b1',
  seriesId: 's1',
  itemId: null,
  citizenId: 'c1',
  personId: 'p1',
  idIndex: 'i',
  codeIndex: 'k',
  startsAt,
  endsAt: minutes(30),
  place: 1,
  state: 'BOOKED',
  ticketId: null,
  madeAt: '2026-11-25T01:00:00.000Z',
  remindedAt: null,
  endedAt: null,
  byHall: false,
};

describe('a booking', () => {
  /** Written down by hand from §5 of the rule book. */
  const ruleBook = `
    cancel   BOOKED → CANCELLED  : citizen
    check_in BOOKED → CHECKED_IN : citizen, device
    miss     BOOKED → NO_SHOW    : system
    release  BOOKED → CANCELLED  : manager, system
    remind   BOOKED → BOOKED     : system`;

  test('is moved by exactly those whom the rule book names, and by nobody once it is over', () => {
    const written = [...ruleBook.matchAll(/^\s+(\w+)\s+(\w+) → (\w+)\s+: (.+)$/gm)].map(([, action, from, to, who]) => ({
      action,
      from,
      to,
      who,
    }));
    const table = bookingActions.map((action) => {
      const { from, to, roles } = bookingMachine[action];
      return { action, from, to, who: roles.join(', ') };
    });
    expect(table).toEqual(written);
    for (const state of bookingStates)
      for (const action of bookingActions)
        for (const role of bookingRoles)
          expect(bookingAllows(state, action, role)).toBe(
            state === 'BOOKED' && written.some((w) => w.action === action && w.who!.includes(role)),
          );
  });

  test.each([
    ['check_in', -16, 'booking.early', { date: '2026-11-27', from: '09:15' }],
    ['check_in', -15, null, null],
    ['check_in', 15, null, null],
    ['check_in', 16, 'booking.late', { until: '09:45', seriesId: 's1' }],
    ['cancel', -120, null, null],
    ['cancel', -119, 'booking.cancel_late', { until: '07:30' }],
    ['miss', 15, 'booking.not_allowed', null],
    ['miss', 16, null, null],
  ] as const)('%s %i minutes from its time: %s', (action, at, code, details) => {
    const role = action === 'miss' ? 'system' : 'citizen';
    const press = (): void => assertBookingAction(booking, action, role, minutes(at), zone);
    if (code === null) return expect(press).not.toThrow();
    return expect(press).toThrow(expect.objectContaining({ code, ...(details ? { details } : {}) }) as Error);
  });

  test('that is written down as missed still tells who comes late that it is late', () => {
    const missed = applyBooking(booking, { type: 'booking.missed', subject: 'b1', body: {} }, minutes(16));
    expect(missed).toMatchObject({ state: 'NO_SHOW', endedAt: minutes(16) });
    expect(() => assertBookingAction(missed, 'check_in', 'device', minutes(20), zone)).toThrow('booking.late');
  });
});

describe('slots', () => {
  const plan: SlotPlan = { quota: 2, minutes: 30, from: 540, to: 1_020, breakFrom: 720, breakTo: 810 };

  test('are whole, lie outside the break, and begin anew after it', () => {
    expect(slotMinutes(plan)).toEqual([540, 570, 600, 630, 660, 690, 810, 840, 870, 900, 930, 960, 990]);
    expect(slotsOf(plan, '2026-11-27', zone)[0]).toEqual({ startsAt: '2026-11-27T01:00:00.000Z', endsAt: '2026-11-27T01:30:00.000Z' });
  });

  test('a queue without a quota is not booked, one with nothing else is booked in half hours while the hall is open', () => {
    const set = {
      bookingMinutes: null,
      bookingFromMinutes: null,
      bookingToMinutes: null,
      bookingBreakFromMinutes: null,
      bookingBreakToMinutes: null,
    };
    const hall = { opensMinutes: 540, closesMinutes: 660 };
    expect(slotPlan({ ...set, bookingQuota: null }, hall)).toBeNull();
    expect(slotMinutes(slotPlan({ ...set, bookingQuota: 1 }, hall)!)).toEqual([540, 570, 600, 630]);
  });

  test('never overlap one another nor the break, whatever was set up', () => {
    const minute = fc.integer({ min: 0, max: 1_440 });
    const any = fc.record({
      quota: fc.constant(1),
      minutes: fc.integer({ min: 5, max: 240 }),
      from: minute,
      to: minute,
      breakFrom: minute,
      breakTo: minute,
    });
    fc.assert(
      fc.property(any, (p) => {
        const starts = slotMinutes(p);
        starts.forEach((start, i) => {
          expect(start).toBeGreaterThanOrEqual(p.from);
          expect(start + p.minutes).toBeLessThanOrEqual(p.to);
          if (i > 0) expect(start).toBeGreaterThanOrEqual(starts[i - 1]! + p.minutes);
          if (p.breakFrom < p.breakTo) expect(start + p.minutes <= p.breakFrom || start >= p.breakTo).toBe(true);
        });
      }),
    );
  });

  test('a released place is the first to be given again', () => {
    expect([freePlace([], 2), freePlace([1], 2), freePlace([2], 2), freePlace([1, 2], 2)]).toEqual([1, 2, 1, null]);
  });
});

describe('days', () => {
  const calendar: Calendar = {
    publishedYears: new Set([2026]),
    days: new Map([
      ['2026-09-25', 'rest'],
      ['2026-09-20', 'work'],
    ]),
  };

  test('are the next five working days from tomorrow on: a Sunday that is worked counts, a holiday does not', () => {
    expect(bookableDates('2026-09-18', calendar, rules)).toEqual(['2026-09-20', '2026-09-21', '2026-09-22', '2026-09-23', '2026-09-24']);
    expect(bookableDates('2026-09-23', calendar, rules)).toEqual(['2026-09-24', '2026-09-28', '2026-09-29', '2026-09-30', '2026-10-01']);
    expect(bookableDates('2026-09-23', calendar, { ...rules, bookAheadDays: 0, bookWorkingDays: 2 })).toEqual(['2026-09-23', '2026-09-24']);
  });

  test('of a year whose notice is not published are not offered', () => {
    expect(bookableDates('2026-12-29', calendar, rules)).toEqual(['2026-12-30', '2026-12-31']);
  });
});

describe('no-shows', () => {
  const day = (n: number): string => addMs('2026-01-01T01:00:00.000Z', n * 86_400_000);

  test('three within ninety days pause booking for thirty days after the third', () => {
    expect(barredUntil([day(0), day(40)], rules, day(41))).toBeNull();
    expect(barredUntil([day(80), day(0), day(40)], rules, day(81))).toBe(day(110));
    expect(barredUntil([day(0), day(40), day(80)], rules, day(110))).toBeNull();
    expect(barredUntil([day(0), day(40), day(91)], rules, day(92))).toBeNull();
    expect(barredUntil([day(0), day(1), day(2)], { ...rules, noShowMax: 0 }, day(3))).toBeNull();
  });

  test('one more never makes a bar shorter', () => {
    const days = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 8 });
    fc.assert(
      fc.property(days, fc.nat(300), (list, more) => {
        const now = day(301);
        const before = barredUntil(list.map(day), rules, now) ?? '';
        expect((barredUntil([...list, more].map(day), rules, now) ?? '') >= before).toBe(true);
      }),
    );
  });
});
