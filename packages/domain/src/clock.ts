import { dateOfDay, dayNumber, workingDayNumber, type Calendar, type DayNumber } from './calendar.ts';
import { addMs, localInstant, localTime, msBetween, type DateText, type Instant } from './time.ts';

export const clockUnits = ['working_day', 'natural_day', 'working_hour', 'hour', 'minute'] as const;
export type ClockUnit = (typeof clockUnits)[number];

/** What a basis allows, e.g. 20 working days. A whole number above 0. */
export interface Allowance {
  readonly amount: number;
  readonly unit: ClockUnit;
}

/** A suspension as it stands in the log; `until` is null while it lasts. */
export interface Pause {
  readonly from: Instant;
  readonly until: Instant | null;
}

/** By whose calendar and hours a limit runs. */
export interface ClockPlace {
  readonly calendar: Calendar;
  readonly timeZone: string;
  /** Minute of the day at which business hours begin. */
  readonly dayStartsMinutes: number;
  /** Minute of the day at which the last day ends (民法典 203: the end of business hours, else 1440). */
  readonly dayEndsMinutes: number;
}

export interface ClockInput {
  readonly start: Instant;
  readonly allowance: Allowance;
  /** In the same unit as the allowance, each granted once before the due date. */
  readonly extensions?: readonly number[];
  readonly pauses?: readonly Pause[];
}

/** One line of the explanation; a screen puts it into words. Dates are inclusive. */
export type DueLine =
  | { readonly kind: 'start'; readonly at: Instant; readonly date: DateText }
  | { readonly kind: 'allowance'; readonly amount: number; readonly unit: ClockUnit }
  | { readonly kind: 'extension'; readonly amount: number; readonly unit: ClockUnit }
  | { readonly kind: 'open_hours'; readonly fromMinutes: number; readonly toMinutes: number }
  | { readonly kind: 'off'; readonly from: DateText; readonly to: DateText }
  | { readonly kind: 'make_up'; readonly date: DateText }
  | { readonly kind: 'paused'; readonly from: DateText; readonly to: DateText; readonly days: number }
  | { readonly kind: 'paused_minutes'; readonly from: Instant; readonly to: Instant; readonly minutes: number }
  | { readonly kind: 'rolled'; readonly from: DateText; readonly to: DateText }
  | { readonly kind: 'due'; readonly at: Instant; readonly date: DateText }
  | { readonly kind: 'calendar'; readonly years: readonly number[] }
  | { readonly kind: 'provisional'; readonly missing: readonly number[] };

/** `stopped`: a suspension lasts, so there is no due date, only what is left of the allowance. */
export type Due =
  | {
      readonly state: 'running';
      readonly at: Instant;
      readonly date: DateText;
      /** The span reaches a year whose notice is not loaded: recompute when it is, and tell it once. */
      readonly provisional: boolean;
      readonly lines: readonly DueLine[];
    }
  | { readonly state: 'stopped'; readonly since: Instant; readonly remaining: number; readonly lines: readonly DueLine[] };

/**
 * When a limit ends, and why, as a pure function of its start, allowance, calendar and suspensions.
 *
 * Working and natural days: the day of the start does not count (民法典 201), whether it is a working day or not; a
 * natural-day limit that ends on a rest day ends on the next working day, and the last day ends with business hours (民法典
 * 203). A suspension takes the dates after its first day up to and including its last: (S, E]. Hours and minutes run day and
 * night and take no notice of the calendar; a suspension takes the time from its beginning to just before its end: [S, E).
 * Working hours run while the organ is open: on working days, from its opening to its closing. Overlapping suspensions count
 * once. Throws RangeError for an allowance that is not a whole number above 0.
 */
export function dueOf(input: ClockInput, place: ClockPlace): Due {
  const total = [input.allowance.amount, ...(input.extensions ?? [])].reduce((a, b) => a + b, 0);
  if (!Number.isInteger(total) || input.allowance.amount <= 0) throw new RangeError('An allowance is a whole number above 0.');
  if (isDayUnit(input.allowance.unit)) return dueByDays(input, total, place);
  return input.allowance.unit === 'working_hour' ? dueByOpenHours(input, total, place) : dueByTime(input, total, place);
}

/** What of an allowance was used up at an instant: `elapsed` + `remaining` is always the whole, and suspended time is in neither. */
export interface Spent {
  readonly elapsed: number;
  readonly suspended: number;
  /** 0 when the limit has passed. */
  readonly remaining: number;
}

/** Counts whole units of the allowance that lie behind `now`; a day counts when it is over or is the day of `now`. */
export function spent(input: ClockInput, now: Instant, place: ClockPlace): Spent {
  const { unit, amount } = input.allowance;
  const total = [amount, ...(input.extensions ?? [])].reduce((a, b) => a + b, 0);
  if (unit === 'working_hour') return spentOpen(input, now, total, place);
  if (!isDayUnit(unit)) {
    const suspendedMs = union(input.pauses ?? [], now).reduce((sum, p) => sum + overlapMs(p, input.start, now), 0);
    const elapsed = Math.max(0, Math.floor((msBetween(input.start, now) - suspendedMs) / unitMs[unit]));
    return {
      elapsed: Math.min(elapsed, total),
      suspended: Math.floor(suspendedMs / unitMs[unit]),
      remaining: Math.max(0, total - elapsed),
    };
  }
  const last = localDay(now, place);
  const paused = pausedDays(input.pauses ?? [], place, last);
  let [elapsed, suspended] = [0, 0];
  for (let day = localDay(input.start, place) + 1; day <= last; day += 1) {
    if (unit === 'working_day' && !isWorking(place.calendar, day)) continue;
    if (paused(day)) suspended += 1;
    else elapsed += 1;
  }
  return { elapsed: Math.min(elapsed, total), suspended, remaining: Math.max(0, total - elapsed) };
}

const isDayUnit = (unit: ClockUnit): unit is 'working_day' | 'natural_day' => unit === 'working_day' || unit === 'natural_day';
const unitMs = { working_hour: 3_600_000, hour: 3_600_000, minute: 60_000 } as const;

const localDay = (at: Instant, place: ClockPlace): DayNumber => dayNumber(localTime(at, place.timeZone).date);
/** 1970-01-01 was a Thursday. */
const isWeekend = (day: DayNumber): boolean => (day + 4) % 7 === 0 || (day + 4) % 7 === 6;

/** The best knowledge of a day: where no notice is loaded, Monday to Friday. */
const isWorking = (calendar: Calendar, day: DayNumber): boolean => {
  const kind = workingDayNumber(calendar, day);
  return kind === 'provisional' ? !isWeekend(day) : kind === 'working';
};

function dueByDays(input: ClockInput, total: number, place: ClockPlace): Due {
  const start = localDay(input.start, place);
  const open = (input.pauses ?? []).find((p) => p.until === null);
  const walk = walkDays(input, total, place, start, open ? localDay(open.from, place) : Infinity);
  const lines = [...opening(input, dateOfDay(start)), ...walk.lines];
  if (walk.left > 0 && open) return { state: 'stopped', since: open.from, remaining: walk.left, lines };
  const day = input.allowance.unit === 'natural_day' ? nextWorking(place.calendar, walk.last) : walk.last;
  if (day !== walk.last) lines.push({ kind: 'rolled', from: dateOfDay(walk.last), to: dateOfDay(day) });
  const date = dateOfDay(day);
  const at = localInstant(date, place.dayEndsMinutes, place.timeZone);
  // a limit in natural days asks the calendar only where it ends
  const basis = calendarLines(place.calendar, input.allowance.unit === 'working_day' ? start : walk.last, day);
  const provisional = basis.some((line) => line.kind === 'provisional');
  return { state: 'running', at, date, provisional, lines: [...lines, { kind: 'due', at, date }, ...basis] };
}

/** Goes from the day after the start until the allowance is used up, or to the day on which a lasting suspension began. */
function walkDays(input: ClockInput, total: number, place: ClockPlace, start: DayNumber, stopAfter: DayNumber) {
  const byWork = input.allowance.unit === 'working_day';
  const paused = pausedDays(input.pauses ?? [], place, Infinity);
  const lines: DueLine[] = [];
  let [left, last] = [total, start];
  for (let day = start + 1; left > 0 && day <= stopAfter; day += 1) {
    if (byWork && !isWorking(place.calendar, day)) addOff(lines, place.calendar, day);
    else if (paused(day)) addPaused(lines, day);
    else {
      if (byWork && isWeekend(day)) lines.push({ kind: 'make_up', date: dateOfDay(day) });
      [left, last] = [left - 1, day];
    }
  }
  return { left, last, lines };
}

/** Rest days that follow on each other are one line; an ordinary weekend explains itself. */
function addOff(lines: DueLine[], calendar: Calendar, day: DayNumber): void {
  const date = dateOfDay(day);
  if (isWeekend(day) && !calendar.days.has(date)) return;
  const before = lines.at(-1);
  if (before?.kind === 'off' && dayNumber(before.to) + 1 === day) lines[lines.length - 1] = { ...before, to: date };
  else lines.push({ kind: 'off', from: date, to: date });
}

/** Suspended days are one line, also over a weekend that needs no words. */
function addPaused(lines: DueLine[], day: DayNumber): void {
  const before = lines.at(-1);
  const date = dateOfDay(day);
  if (before?.kind === 'paused' && onlyWeekend(dayNumber(before.to), day))
    lines[lines.length - 1] = { ...before, to: date, days: before.days + 1 };
  else lines.push({ kind: 'paused', from: date, to: date, days: 1 });
}

function onlyWeekend(after: DayNumber, before: DayNumber): boolean {
  let day = after + 1;
  while (day < before && isWeekend(day)) day += 1;
  return day === before;
}

function dueByTime(input: ClockInput, total: number, place: ClockPlace): Due {
  const unit = unitMs[input.allowance.unit as keyof typeof unitMs];
  const lines = opening(input, localTime(input.start, place.timeZone).date);
  let at = input.start;
  let leftMs = total * unit;
  for (const pause of union(input.pauses ?? [], null)) {
    const from = pause.from < at ? at : pause.from;
    if (pause.until !== null && pause.until <= at) continue;
    const run = msBetween(at, from);
    if (run >= leftMs) break;
    leftMs -= run;
    if (pause.until === null) return { state: 'stopped', since: pause.from, remaining: Math.ceil(leftMs / unit), lines };
    lines.push({ kind: 'paused_minutes', from, to: pause.until, minutes: Math.round(msBetween(from, pause.until) / 60_000) });
    at = pause.until;
  }
  const due = addMs(at, leftMs);
  const date = localTime(due, place.timeZone).date;
  return { state: 'running', at: due, date, provisional: false, lines: [...lines, { kind: 'due', at: due, date }] };
}

interface Piece {
  readonly from: Instant;
  readonly until: Instant;
}

/** When the organ is open on a day, from an instant on; nothing on a rest day. */
function openOn(day: DayNumber, after: Instant, place: ClockPlace): Piece | null {
  if (!isWorking(place.calendar, day)) return null;
  const at = (minutes: number): Instant => localInstant(dateOfDay(day), minutes, place.timeZone);
  const [opens, until] = [at(place.dayStartsMinutes), at(place.dayEndsMinutes)];
  const from = opens < after ? after : opens;
  return from < until ? { from, until } : null;
}

/** What is left of a piece of time beside the suspensions. */
function without({ from, until }: Piece, pauses: ReturnType<typeof union>): Piece[] {
  const pieces: Piece[] = [];
  let at = from;
  for (const pause of pauses) {
    const end = pause.until ?? until;
    if (end <= at || pause.from >= until) continue;
    if (pause.from > at) pieces.push({ from: at, until: pause.from });
    at = end;
  }
  return at < until ? [...pieces, { from: at, until }] : pieces;
}

/** Goes from opening to closing, day by day, until the allowance is used up or a suspension lasts. */
function dueByOpenHours(input: ClockInput, total: number, place: ClockPlace): Due {
  if (place.dayStartsMinutes >= place.dayEndsMinutes) throw new RangeError('An organ opens before it closes.');
  const first = localDay(input.start, place);
  const hours = { kind: 'open_hours', fromMinutes: place.dayStartsMinutes, toMinutes: place.dayEndsMinutes } as const;
  const lines: DueLine[] = [...opening(input, dateOfDay(first)), hours];
  const pauses = union(input.pauses ?? [], null);
  let leftMs = total * unitMs.working_hour;
  for (let day = first; ; day += 1) {
    if (!isWorking(place.calendar, day)) addOff(lines, place.calendar, day);
    else if (isWeekend(day)) lines.push({ kind: 'make_up', date: dateOfDay(day) });
    const open = openOn(day, input.start, place);
    for (const { from, until } of open ? without(open, pauses) : []) {
      const run = msBetween(from, until);
      if (run >= leftMs) return { state: 'running', ...openDue(addMs(from, leftMs), first, lines, pauses, place) };
      leftMs -= run;
    }
    const last = pauses.at(-1);
    if (last?.until === null && localDay(last.from, place) <= day)
      return { state: 'stopped', since: last.from, remaining: Math.ceil(leftMs / unitMs.working_hour), lines };
  }
}

function openDue(at: Instant, first: DayNumber, lines: readonly DueLine[], pauses: ReturnType<typeof union>, place: ClockPlace) {
  const day = localDay(at, place);
  const date = dateOfDay(day);
  const told = pauses.flatMap(({ from, until }): DueLine[] =>
    until !== null && from < at ? [{ kind: 'paused_minutes', from, to: until, minutes: Math.round(msBetween(from, until) / 60_000) }] : [],
  );
  const basis = calendarLines(place.calendar, first, day);
  const provisional = basis.some((line) => line.kind === 'provisional');
  return { at, date, provisional, lines: [...lines, ...told, { kind: 'due', at, date } as const, ...basis] };
}

function spentOpen(input: ClockInput, now: Instant, total: number, place: ClockPlace): Spent {
  const pauses = union(input.pauses ?? [], now);
  let [openMs, ranMs] = [0, 0];
  for (let day = localDay(input.start, place); day <= localDay(now, place); day += 1) {
    const open = openOn(day, input.start, place);
    if (!open || open.from >= now) continue;
    const past = { from: open.from, until: open.until < now ? open.until : now };
    openMs += msBetween(past.from, past.until);
    ranMs += without(past, pauses).reduce((sum, piece) => sum + msBetween(piece.from, piece.until), 0);
  }
  const [elapsed, suspended] = [ranMs, openMs - ranMs].map((ms) => Math.floor(ms / unitMs.working_hour)) as [number, number];
  return { elapsed: Math.min(elapsed, total), suspended, remaining: Math.max(0, total - elapsed) };
}

function opening(input: ClockInput, date: DateText): DueLine[] {
  const { unit, amount } = input.allowance;
  return [
    { kind: 'start', at: input.start, date },
    { kind: 'allowance', amount, unit },
    ...(input.extensions ?? []).map((n) => ({ kind: 'extension', amount: n, unit }) as const),
  ];
}

/** Which years' notices the answer rests on, and which are missing. */
function calendarLines(calendar: Calendar, from: DayNumber, to: DayNumber): DueLine[] {
  const missing = new Set<number>();
  for (let day = from; day <= to; day += 1)
    if (workingDayNumber(calendar, day) === 'provisional') missing.add(Number(dateOfDay(day).slice(0, 4)));
  const [first, last] = [from, to].map((day) => Number(dateOfDay(day).slice(0, 4))) as [number, number];
  const years = Array.from({ length: last - first + 1 }, (_, i) => first + i).filter((year) => !missing.has(year));
  return [{ kind: 'calendar', years }, ...(missing.size > 0 ? [{ kind: 'provisional', missing: [...missing] } as const] : [])];
}

function nextWorking(calendar: Calendar, day: DayNumber): DayNumber {
  let next = day;
  while (!isWorking(calendar, next)) next += 1;
  return next;
}

/** Suspensions in order, overlapping ones as one; a lasting one ends at `now`, or not at all. */
function union(pauses: readonly Pause[], now: Instant | null): { readonly from: Instant; readonly until: Instant | null }[] {
  const merged: { from: Instant; until: Instant | null }[] = [];
  for (const { from, until } of [...pauses].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const end = until ?? now;
    const before = merged.at(-1);
    if (before && (before.until === null || from <= before.until))
      before.until = before.until === null || end === null ? null : end > before.until ? end : before.until;
    else merged.push({ from, until: end });
  }
  return merged;
}

/** Days that do not count: (first, last] of each suspension; a lasting one goes on to `today`. */
function pausedDays(pauses: readonly Pause[], place: ClockPlace, today: DayNumber): (day: DayNumber) => boolean {
  const spans = pauses.map(({ from, until }) => [localDay(from, place), until === null ? today : localDay(until, place)] as const);
  return (day) => spans.some(([from, to]) => day > from && day <= to);
}

function overlapMs(pause: { from: Instant; until: Instant | null }, from: Instant, to: Instant): number {
  const start = pause.from > from ? pause.from : from;
  const end = pause.until === null || pause.until > to ? to : pause.until;
  return Math.max(0, msBetween(start, end));
}
