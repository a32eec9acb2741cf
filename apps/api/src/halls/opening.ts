import type { Calendar } from '@one-window/domain/calendar';
import { DomainError } from '@one-window/domain/errors';
import type { HallDay } from '@one-window/domain/hall-day';
import { dayPlan, noNumbers, rowsOn, type DayPlan } from '@one-window/domain/opening';
import type { DateText, Instant } from '@one-window/domain/time';
import { calendarOf } from '../calendar/cache.ts';
import type { Deps } from '../deps.ts';
import type { Planned } from '../live/views.ts';
import { businessDateOf, type HallInfo } from './directory.ts';
import { limitsOn } from './quotas.ts';

type Known = Pick<Deps, 'sql' | 'now'>;

/** The hall's date of now. */
export const todayOf = (deps: Pick<Deps, 'now'>, hall: HallInfo): DateText => businessDateOf(hall, new Date(deps.now()).toISOString());

/** Asked each second for each hall that somebody watches; a hall that was configured anew is another object. */
const plans = new WeakMap<HallInfo, { date: DateText; calendar: Calendar; plan: DayPlan | null }>();

/** What the hall says of its date; null where it told no hours. The calendar is read once a minute, not for each number. */
export async function planOf(deps: Known, hall: HallInfo, date = todayOf(deps, hall)): Promise<DayPlan | null> {
  if (hall.hours.length === 0 && hall.closures.length === 0) return null;
  const calendar = await calendarOf(deps.sql, deps.now());
  const known = plans.get(hall);
  if (known?.date === date && known.calendar === calendar) return known.plan;
  const plan = dayPlan(date, hall, calendar);
  plans.set(hall, { date, calendar, plan });
  return plan;
}

/** Hours and shifts of a date, for the views. */
export async function plannedOf(deps: Known, hall: HallInfo, date: DateText): Promise<Planned> {
  const [plan, limits] = await Promise.all([planOf(deps, hall, date), limitsOn(deps, hall, date)]);
  if (hall.shifts.length === 0) return { plan, limits, shifts: [] };
  const rows = rowsOn(date, hall.shifts, await calendarOf(deps.sql, deps.now()));
  return { plan, limits, shifts: rows.map(({ fromMinutes: from, toMinutes: to, windowIds }) => ({ from, to, windowIds })) };
}

/** Throws where no number is given now, with the time at which one will be. */
export function assertGiving(hall: HallInfo, { halt }: HallDay, plan: DayPlan | null, now: Instant): void {
  const none = noNumbers(plan, halt, now, hall.timeZone);
  if (!none) return;
  const { state, date, at } = none;
  throw new DomainError(state === 'halted' ? 'hall.halted' : 'hall.not_open', at ? { at: date ? `${date} ${at}` : at } : {});
}
