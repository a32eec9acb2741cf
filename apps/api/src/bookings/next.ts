import { bookableDates, openSlots } from '@one-window/domain/booking';
import { DomainError } from '@one-window/domain/errors';
import { wallTime, type DateText, type Instant } from '@one-window/domain/time';
import { calendarOf } from '../calendar/cache.ts';
import type { Deps } from '../deps.ts';
import { businessDateOf, type HallInfo } from '../halls/directory.ts';

/** How many bookings each slot of a queue has. */
export async function takenBySlot(
  { sql }: Deps,
  hallId: string,
  seriesId: string,
  dates: readonly DateText[],
): Promise<Map<Instant, number>> {
  const rows = await sql<{ startsAt: Instant; n: number }[]>`
    select b.starts_at as "startsAt", count(*)::int as n from booking_days d join bookings b on b.booking_day_id = d.id
    where d.hall_id = ${hallId} and d.business_date = any(${[...dates]}::date[]) and b.series_id = ${seriesId} and b.state <> 'CANCELLED' group by 1`;
  return new Map(rows.map((row) => [row.startsAt, row.n]));
}

const told = 3;

/** The first slots of a queue with a free place, as `2026-11-30 09:00` on the hall's clocks; none where it is not booked. */
async function nextSlots(deps: Deps, hall: HallInfo, seriesId: string): Promise<string[]> {
  const plan = hall.series.get(seriesId)?.booking;
  if (!plan) return [];
  const now = new Date(deps.now()).toISOString();
  const calendar = await calendarOf(deps.sql, deps.now());
  const dates = bookableDates(businessDateOf(hall, now), calendar, hall.policy, hall);
  const taken = await takenBySlot(deps, hall.id, seriesId, dates);
  return dates
    .flatMap((date) => openSlots(plan, date, hall, calendar).map(({ startsAt }) => ({ date, startsAt })))
    .filter(({ startsAt }) => startsAt > now && (taken.get(startsAt) ?? 0) < plan.quota)
    .slice(0, told)
    .map(({ date, startsAt }) => `${date} ${wallTime(startsAt, hall.timeZone)}`);
}

/** Who finds the numbers of a queue gone hears when there is a place that can be booked. Any other refusal stays as it is. */
export async function orLater<T>(deps: Deps, hall: HallInfo, seriesId: string, taking: Promise<T>): Promise<T> {
  try {
    return await taking;
  } catch (error) {
    if (!(error instanceof DomainError) || (error.code !== 'series.full' && error.code !== 'series.full_for_now')) throw error;
    const slots = await nextSlots(deps, hall, seriesId);
    throw slots.length === 0 ? error : new DomainError(error.code, { ...error.details, seriesId, slots });
  }
}
