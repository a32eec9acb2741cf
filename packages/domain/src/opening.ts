import { addDays, workingDay, type Calendar } from './calendar.ts';
import type { Halt } from './hall-day.ts';
import { localTime, type DateText, type Instant } from './time.ts';
import type { Name } from './views.ts';

/**
 * On which dates a row of the opening hours counts. `workdays` and `restdays` follow the State Council's calendar, make-up
 * weekends and holidays with it; a named day of the week counts instead of them on that day, but on no statutory holiday.
 */
export const openDays = ['workdays', 'restdays', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type OpenDays = (typeof openDays)[number];

/** One stretch of a day on which numbers are given. Minutes after midnight of the hall's date; the gap between two is the break. */
export interface Hours {
  readonly days: OpenDays;
  readonly fromMinutes: number;
  readonly toMinutes: number;
  /** So long before its end the last number is given. */
  readonly lastNumberMinutes: number;
  /** So long after its end whoever still waits is cleared (12:30 and 18:00 in many halls); null = all who took a number are served. */
  readonly clearAfterMinutes: number | null;
  /** Beyond the usual hours (延时、错时). */
  readonly extended: boolean;
}

/** The hall stays shut, whatever its hours say. */
export interface Closure {
  readonly fromDate: DateText;
  readonly toDate: DateText;
  readonly reason: string;
  readonly reasonEn: string | null;
}

export interface Period {
  readonly from: number;
  readonly to: number;
  readonly lastNumber: number;
  readonly clearAt: number | null;
  readonly extended: boolean;
}

/** What a hall says of one of its dates. */
export interface DayPlan {
  readonly date: DateText;
  readonly periods: readonly Period[];
  readonly closure: Name | null;
  /** The next date on which it opens, at most 30 days ahead. */
  readonly next: { readonly date: DateText; readonly from: number } | null;
}

/** Does this hall give numbers now, and if not, when again? `over`: not again today. */
export type Opening =
  | { readonly state: 'open' }
  | { readonly state: 'before' | 'break'; readonly from: number }
  | { readonly state: 'over' | 'shut' };

/** That no numbers are given now, why, and when again: `at` = `09:00`, with `date` where that is not today. */
export interface NoNumbers {
  readonly state: 'halted' | 'before' | 'break' | 'over' | 'shut';
  readonly at: string | null;
  readonly date: DateText | null;
  readonly closure: Name | null;
  readonly reason: Halt['reason'] | null;
}

/** Which windows are to be open at a time of some days. */
export interface Shift {
  readonly days: OpenDays;
  readonly fromMinutes: number;
  readonly toMinutes: number;
  readonly windowIds: readonly string[];
}

export interface HoursPlace {
  readonly hours: readonly Hours[];
  readonly closures: readonly Closure[];
  readonly timeZone: string;
}

const weekday = (date: DateText): OpenDays => openDays[2 + ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7)]!;

/** Those of some rows that count on a date. A date whose year is not published yet counts as its day of the week does. */
export function rowsOn<R extends { readonly days: OpenDays }>(date: DateText, rows: readonly R[], calendar: Calendar): R[] {
  const works = workingDay(calendar, date);
  const weekend = ['saturday', 'sunday'].includes(weekday(date));
  const working = works === 'provisional' ? !weekend : works === 'working';
  // a weekday off is a holiday; a weekend in work is a working day like any other
  const named = working === weekend ? [] : rows.filter((row) => row.days === weekday(date));
  const usual = rows.filter((row) => row.days === (working ? 'workdays' : 'restdays'));
  const holiday = !working && calendar.days.get(date) === 'rest';
  return named.length > 0 && !holiday ? named : usual;
}

/** The stretches of one date, in order; none while a closure holds. */
export function periodsOn(date: DateText, place: HoursPlace, calendar: Calendar): Period[] {
  if (closureOn(date, place.closures)) return [];
  return rowsOn(date, place.hours, calendar)
    .map((row) => ({
      from: row.fromMinutes,
      to: row.toMinutes,
      lastNumber: Math.max(row.fromMinutes, row.toMinutes - row.lastNumberMinutes),
      clearAt: row.clearAfterMinutes === null ? null : row.toMinutes + row.clearAfterMinutes,
      extended: row.extended,
    }))
    .sort((a, b) => a.from - b.from);
}

const closureOn = (date: DateText, closures: readonly Closure[]): Closure | null =>
  closures.find((c) => c.fromDate <= date && date <= c.toDate) ?? null;

/** null where a hall has told no hours: then it is open as long as its day is not cleared. */
export function dayPlan(date: DateText, place: HoursPlace, calendar: Calendar): DayPlan | null {
  if (place.hours.length === 0 && place.closures.length === 0) return null;
  const shut = closureOn(date, place.closures);
  if (place.hours.length === 0 && !shut) return null;
  const ahead = Array.from({ length: 30 }, (_, i) => addDays(date, i + 1));
  const next = ahead.flatMap((day) => {
    const [first] = periodsOn(day, place, calendar);
    return first ? [{ date: day, from: first.from }] : [];
  });
  return {
    date,
    periods: periodsOn(date, place, calendar),
    closure: shut && { zh: shut.reason, en: shut.reasonEn },
    next: next[0] ?? null,
  };
}

/** Minutes after midnight of the plan's date; past 1,440 on a date that goes on after midnight. */
export function minuteOf(plan: DayPlan, at: Instant, timeZone: string): number {
  const { date, minute } = localTime(at, timeZone);
  return minute + (date > plan.date ? 1_440 : 0);
}

/** What holds at a minute of the plan's date. Whoever took the last number is served beyond it. */
export function openingAt({ periods }: DayPlan, minute: number): Opening {
  const now = periods.find((p) => p.from <= minute && minute < p.lastNumber);
  if (now) return { state: 'open' };
  if (periods.length === 0) return { state: 'shut' };
  const next = periods.find((p) => minute < p.from);
  if (!next) return { state: 'over' };
  return { state: next === periods[0] ? 'before' : 'break', from: next.from };
}

const timeText = (minute: number): string => [Math.floor(minute / 60), minute % 60].map((n) => String(n).padStart(2, '0')).join(':');

/** What a screen says instead of giving a number; null = numbers are given. What was decided for now comes before the hours. */
export function noNumbers(plan: DayPlan | null, halt: Halt | null, now: Instant, timeZone: string): NoNumbers | null {
  const none = { at: null, date: null, closure: null, reason: null };
  if (halt && (halt.until === null || halt.until > now))
    return { ...none, state: 'halted', at: halt.until && timeText(localTime(halt.until, timeZone).minute), reason: halt.reason };
  if (!plan) return null;
  const opening = openingAt(plan, minuteOf(plan, now, timeZone));
  if (opening.state === 'open') return null;
  if ('from' in opening) return { ...none, state: opening.state, at: timeText(opening.from) };
  const { next, closure } = plan;
  return { ...none, state: opening.state, at: next && timeText(next.from), date: next && next.date, closure };
}

/** The latest clearing that is due at this minute, in minutes of the date; null = none yet. */
export function clearingDue({ periods }: DayPlan, minute: number): number | null {
  const due = periods.flatMap(({ clearAt }) => (clearAt !== null && clearAt <= minute ? [clearAt] : []));
  return due.length > 0 ? Math.max(...due) : null;
}
