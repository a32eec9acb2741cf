import type { BookingRules } from './booking-rules.ts';
import { addDays, workingDay, type Calendar } from './calendar.ts';
import { DomainError } from './errors.ts';
import { dayPlan, type HoursPlace } from './opening.ts';
import { addMs, localInstant, localTime, msBetween, wallTime, type DateText, type Instant } from './time.ts';

export const bookingStates = ['BOOKED', 'CHECKED_IN', 'CANCELLED', 'NO_SHOW'] as const;
export type BookingState = (typeof bookingStates)[number];

export const bookingRoles = ['citizen', 'device', 'manager', 'system'] as const;
export type BookingRole = (typeof bookingRoles)[number];

export const bookingActions = ['cancel', 'check_in', 'miss', 'release', 'remind'] as const;
export type BookingAction = (typeof bookingActions)[number];

/**
 * What can become of a booking: who presses, where it leads, which event it is. `release`: the hall cannot keep the place, so it is
 * no no-show of anybody.
 */
export const bookingMachine = {
  cancel: { from: 'BOOKED', to: 'CANCELLED', roles: ['citizen'], event: 'booking.cancelled' },
  check_in: { from: 'BOOKED', to: 'CHECKED_IN', roles: ['citizen', 'device'], event: 'booking.checked_in' },
  miss: { from: 'BOOKED', to: 'NO_SHOW', roles: ['system'], event: 'booking.missed' },
  release: { from: 'BOOKED', to: 'CANCELLED', roles: ['manager', 'system'], event: 'booking.released' },
  remind: { from: 'BOOKED', to: 'BOOKED', roles: ['system'], event: 'booking.reminded' },
} as const satisfies Record<
  BookingAction,
  { readonly from: BookingState; readonly to: BookingState; readonly roles: readonly BookingRole[]; readonly event: string }
>;

export const bookingAllows = (state: BookingState, action: BookingAction, role: BookingRole): boolean =>
  bookingMachine[action].from === state && (bookingMachine[action].roles as readonly BookingRole[]).includes(role);

export interface Booking {
  readonly id: string;
  readonly seriesId: string;
  readonly itemId: string | null;
  /** Whose phone booked, and for whom: `idIndex` is the keyed fingerprint of the number of identity. */
  readonly citizenId: string;
  readonly personId: string;
  readonly idIndex: string;
  /** The fingerprint of what is typed at the kiosk; one of a hall's day. */
  readonly codeIndex: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** Which of the slot's places: the lowest that is free, so a released one is given again first. */
  readonly place: number;
  /** As it was told when it was booked: rules that change later do not move it. */
  readonly checkInFrom: Instant;
  readonly checkInUntil: Instant;
  readonly cancelUntil: Instant;
  readonly state: BookingState;
  readonly ticketId: string | null;
  readonly madeAt: Instant;
  readonly remindedAt: Instant | null;
  /** When it was checked in, cancelled, released or missed. */
  readonly endedAt: Instant | null;
  /** The hall could not keep it. */
  readonly byHall: boolean;
}

/** Refuses with the sentence's figures: too early says from when, too late until when it would have been. */
export function assertBookingAction(booking: Booking, action: BookingAction, role: BookingRole, now: Instant, timeZone: string): void {
  const { startsAt, checkInFrom, checkInUntil, cancelUntil, seriesId } = booking;
  // who comes late may be written down as a no-show already: what helps is to hear that it is late
  const late = action === 'check_in' && now > checkInUntil && (booking.state === 'BOOKED' || booking.state === 'NO_SHOW');
  if (late) throw new DomainError('booking.late', { until: wallTime(checkInUntil, timeZone), seriesId });
  if (!bookingAllows(booking.state, action, role)) throw new DomainError('booking.not_allowed', { action, state: booking.state });
  if (action === 'cancel' && now > cancelUntil) throw new DomainError('booking.cancel_late', { until: wallTime(cancelUntil, timeZone) });
  if (action === 'check_in' && now < checkInFrom) {
    const { date } = localTime(startsAt, timeZone);
    throw new DomainError('booking.early', { date, from: wallTime(checkInFrom, timeZone) });
  }
  if (action === 'miss' && now <= checkInUntil) throw new DomainError('booking.not_allowed', { action, state: booking.state });
}

/** How a queue is booked: `quota` places in each slot of `minutes` between two times of the day, none of them in the break. */
export interface SlotPlan {
  readonly quota: number;
  readonly minutes: number;
  readonly from: number;
  readonly to: number;
  readonly breakFrom: number;
  readonly breakTo: number;
}

/** As a queue is set up: empty is half an hour, the hall's own hours, no break. null = it cannot be booked. */
export function slotPlan(
  set: {
    readonly bookingQuota: number | null;
    readonly bookingMinutes: number | null;
    readonly bookingFromMinutes: number | null;
    readonly bookingToMinutes: number | null;
    readonly bookingBreakFromMinutes: number | null;
    readonly bookingBreakToMinutes: number | null;
  },
  hall: { readonly opensMinutes: number; readonly closesMinutes: number },
): SlotPlan | null {
  if (set.bookingQuota === null) return null;
  return {
    quota: set.bookingQuota,
    minutes: set.bookingMinutes ?? 30,
    from: set.bookingFromMinutes ?? hall.opensMinutes,
    to: set.bookingToMinutes ?? hall.closesMinutes,
    breakFrom: set.bookingBreakFromMinutes ?? 0,
    breakTo: set.bookingBreakToMinutes ?? 0,
  };
}

/** The slots of a day, as minutes after midnight; only whole ones. After a break they begin anew with its end. */
export function slotMinutes({ minutes, from, to, breakFrom, breakTo }: SlotPlan): number[] {
  const halves =
    breakFrom < breakTo ? [[from, Math.min(to, breakFrom)] as const, [Math.max(from, breakTo), to] as const] : [[from, to] as const];
  return halves.flatMap(([start, end]) =>
    Array.from({ length: Math.max(0, Math.floor((end - start) / minutes)) }, (_, i) => start + i * minutes),
  );
}

/** The same as instants; two that a change of the clocks makes one are one. */
export function slotsOf(plan: SlotPlan, date: DateText, timeZone: string): { startsAt: Instant; endsAt: Instant }[] {
  const slots = slotMinutes(plan).map((start) => ({
    startsAt: localInstant(date, start, timeZone),
    endsAt: localInstant(date, start + plan.minutes, timeZone),
  }));
  return slots.filter((slot, i) => slot.startsAt !== slots[i - 1]?.startsAt && slot.startsAt < slot.endsAt);
}

/** A year without a notice is walked no further than this. */
const horizonDays = 31;

/**
 * The days that can be booked today. A day of a year whose notice is not published yet is not offered: it may be a holiday, and
 * whoever booked it would stand before a closed door.
 */
export function bookableDates(
  today: DateText,
  calendar: Calendar,
  rules: Pick<BookingRules, 'bookAheadDays' | 'bookWorkingDays'>,
  place: HoursPlace | null = null,
): DateText[] {
  const dates: DateText[] = [];
  for (let ahead = rules.bookAheadDays; ahead <= horizonDays && dates.length < rules.bookWorkingDays; ahead += 1) {
    const date = addDays(today, ahead);
    if (workingDay(calendar, date) === 'working' && dayPlan(date, place ?? noHours, calendar)?.periods.length !== 0) dates.push(date);
  }
  return dates;
}
const noHours: HoursPlace = { hours: [], closures: [], timeZone: 'UTC' };

/** The slots of a date while the hall is open by its own hours; one that tells no hours is open whenever its queue is booked. */
export function openSlots(plan: SlotPlan, date: DateText, place: HoursPlace, calendar: Calendar): { startsAt: Instant; endsAt: Instant }[] {
  const periods = dayPlan(date, place, calendar)?.periods;
  return slotsOf(plan, date, place.timeZone).filter(({ startsAt }) => {
    const { minute } = localTime(startsAt, place.timeZone);
    return !periods || periods.some(({ from, to }) => from <= minute && minute + plan.minutes <= to);
  });
}

/** Until when a phone cannot book, by its no-shows, wherever in the city they were; null = it can. */
export function barredUntil(noShows: readonly Instant[], rules: BookingRules, now: Instant): Instant | null {
  if (rules.noShowMax === 0) return null;
  const sorted = noShows.toSorted();
  // each one that is the last of so many within so many days begins a bar of its own; the latest counts
  const bars = sorted.flatMap((at, i) => {
    const first = sorted[i - rules.noShowMax + 1];
    return first !== undefined && msBetween(first, at) <= rules.noShowDays * dayMs ? [addMs(at, rules.noShowBarDays * dayMs)] : [];
  });
  const last = bars.at(-1);
  return last !== undefined && last > now ? last : null;
}
const dayMs = 86_400_000;

/** The lowest place of a slot that nobody has; null = the slot is full. */
export function freePlace(taken: readonly number[], quota: number): number | null {
  const held = new Set(taken);
  for (let place = 1; place <= quota; place += 1) if (!held.has(place)) return place;
  return null;
}

/** The times that a booking is told with. */
export function bookingTimes(startsAt: Instant, rules: BookingRules): Pick<Booking, 'checkInFrom' | 'checkInUntil' | 'cancelUntil'> {
  const around = (minutes: number): Instant => addMs(startsAt, minutes * 60_000);
  return {
    checkInFrom: around(-rules.bookEarlyMinutes),
    checkInUntil: around(rules.bookLateMinutes),
    cancelUntil: around(-rules.bookCancelMinutes),
  };
}

/** One hall on one date: the aggregate that a booking locks. */
export interface BookingDay {
  readonly id: string;
  readonly realmId: string;
  readonly hallId: string;
  readonly date: DateText;
  readonly made: number;
}

/** `subject` is the booking, the day itself for the first. */
export type BookingEvent = { readonly subject: string } & (
  | { readonly type: 'booking_day.opened'; readonly body: { readonly realmId: string; readonly hallId: string; readonly date: DateText } }
  | {
      readonly type: 'booking.made';
      readonly body: Omit<Booking, 'id' | 'state' | 'ticketId' | 'madeAt' | 'remindedAt' | 'endedAt' | 'byHall'>;
    }
  | { readonly type: 'booking.checked_in'; readonly body: { readonly ticketId: string } }
  | {
      readonly type: 'booking.cancelled' | 'booking.missed' | 'booking.released' | 'booking.reminded';
      readonly body: Readonly<Record<never, never>>;
    }
);
export type BookingEventType = BookingEvent['type'];

export const bookingEventTypes = [
  'booking_day.opened',
  'booking.made',
  'booking.checked_in',
  'booking.cancelled',
  'booking.missed',
  'booking.released',
  'booking.reminded',
] as const satisfies readonly BookingEventType[];

export function applyBookingDay(day: BookingDay | null, event: BookingEvent, streamId: string): BookingDay {
  if (event.type === 'booking_day.opened') return { id: streamId, ...event.body, made: 0 };
  if (!day) throw new Error(`${event.type} before booking_day.opened`);
  return event.type === 'booking.made' ? { ...day, made: day.made + 1 } : day;
}

export function applyBooking(booking: Booking | null, event: Exclude<BookingEvent, { type: 'booking_day.opened' }>, at: Instant): Booking {
  if (event.type === 'booking.made')
    return {
      id: event.subject,
      ...event.body,
      state: 'BOOKED',
      ticketId: null,
      madeAt: at,
      remindedAt: null,
      endedAt: null,
      byHall: false,
    };
  if (!booking) throw new Error(`${event.type} before booking.made`);
  switch (event.type) {
    case 'booking.checked_in':
      return { ...booking, state: 'CHECKED_IN', ticketId: event.body.ticketId, endedAt: at };
    case 'booking.cancelled':
      return { ...booking, state: 'CANCELLED', endedAt: at };
    case 'booking.released':
      return { ...booking, state: 'CANCELLED', endedAt: at, byHall: true };
    case 'booking.missed':
      return { ...booking, state: 'NO_SHOW', endedAt: at };
    case 'booking.reminded':
      return { ...booking, remindedAt: at };
  }
}
