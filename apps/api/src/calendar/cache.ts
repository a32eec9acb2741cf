import type { Sql } from 'postgres';
import type { Calendar } from '@one-window/domain/calendar';
import { loadCalendar } from './import.ts';

/** A notice comes once a year: another process's import is seen after a minute. */
const maxAgeMs = 60_000;
const known = new WeakMap<Sql, { readonly at: number; readonly calendar: Promise<Calendar> }>();

/** The calendar for clocks, read once a minute and database. */
export function calendarOf(sql: Sql, now: number): Promise<Calendar> {
  const found = known.get(sql);
  if (found && Math.abs(now - found.at) <= maxAgeMs) return found.calendar;
  const calendar = loadCalendar(sql);
  known.set(sql, { at: now, calendar });
  calendar.catch(() => known.delete(sql));
  return calendar;
}
