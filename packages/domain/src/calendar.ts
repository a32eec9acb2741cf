import type { DateText } from './time.ts';

export const dayKinds = ['rest', 'work'] as const;
/** What a notice says about a day: rest on a weekday or weekend, or work on what would be a rest day. */
export type DayKind = (typeof dayKinds)[number];

/** The State Council's calendar as far as it is loaded. */
export interface Calendar {
  readonly publishedYears: ReadonlySet<number>;
  readonly days: ReadonlyMap<DateText, DayKind>;
}

/** `provisional`: the notice for that year is not loaded. A word and not a boolean, so that nobody takes it for "yes". */
export type WorkingDay = 'working' | 'rest' | 'provisional';

/**
 * Whether government offices work on a date: what the notice says, else Monday to Friday. A date of an unpublished year
 * that an earlier notice already names (2018-12-31 stands in the notice for 2019) is certain all the same.
 */
export function workingDay(calendar: Calendar, date: DateText): WorkingDay {
  const said = calendar.days.get(date);
  if (said) return said === 'work' ? 'working' : 'rest';
  if (!calendar.publishedYears.has(Number(date.slice(0, 4)))) return 'provisional';
  return isWeekend(date) ? 'rest' : 'working';
}

/** Saturday or Sunday by the calendar alone; the best guess for a provisional date. */
export function isWeekend(date: DateText): boolean {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  return day === 0 || day === 6;
}

/** The day after (or `days` after) a calendar date; no time zone plays a part. */
export function addDays(date: DateText, days: number): DateText {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Days since 1970-01-01: a span is walked in numbers, ten times as fast as in dates. */
export type DayNumber = number;

export const dayNumber = (date: DateText): DayNumber => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
const dates = new Map<DayNumber, DateText>();
/** A century of days is 36,525; whoever asks for more is no calendar. */
const maxDates = 40_000;

/** Written once for each day: the explanation of a due date writes some dozens. */
export function dateOfDay(day: DayNumber): DateText {
  let date = dates.get(day);
  if (date === undefined) {
    if (dates.size > maxDates) dates.clear();
    dates.set(day, (date = new Date(day * 86_400_000).toISOString().slice(0, 10)));
  }
  return date;
}

const known = new WeakMap<Calendar, Map<DayNumber, WorkingDay>>();

/** `workingDay` of a day number. A loaded calendar never changes, so each of its days is worked out once. */
export function workingDayNumber(calendar: Calendar, day: DayNumber): WorkingDay {
  let days = known.get(calendar);
  if (!days) known.set(calendar, (days = new Map()));
  let kind = days.get(day);
  if (!kind) days.set(day, (kind = workingDay(calendar, dateOfDay(day))));
  return kind;
}
