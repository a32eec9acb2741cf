import { addDays } from '@one-window/domain/calendar';
import { businessDate, type DateText } from '@one-window/domain/time';
import { safeError } from '../http.ts';
import type { QueueDeps } from '../tickets/routes.ts';
import { pressBooking, tells, type FoundBooking } from './commands.ts';

const perRun = 100;
const system = { kind: 'system', id: 'bookings' } as const;
interface Due {
  readonly id: string;
  readonly day_id: string;
  readonly hall_id: string;
  readonly name: string;
  readonly time_zone: string;
}

/** The hall stays shut on the date of the booking, by a closure that was set after it. */
const shut = (sql: QueueDeps['sql']) =>
  sql`exists (select 1 from hall_closures c where c.hall_id = d.hall_id and d.business_date between c.from_date and c.to_date)`;

/**
 * Nobody came within the time to check in: a no-show. Where the hall was shut, had closed for the day before, or does not have that queue any
 * more, nobody could have checked in: then it is the hall that did not keep it, and nobody is held to it.
 */
export async function missBookings(deps: QueueDeps): Promise<number> {
  const due = await deps.sql<(Due & { kept: boolean })[]>`
    select b.id, d.id as day_id, d.hall_id, h.name, r.time_zone, s.active and h.active and not ${shut(deps.sql)} and not exists (
      select 1 from hall_days x where x.hall_id = d.hall_id and x.business_date = d.business_date and x.cleared_at < b.check_in_until) as kept
    from bookings b join booking_days d on d.id = b.booking_day_id join series s on s.id = b.series_id join halls h on h.id = d.hall_id join realms r on r.id = h.realm_id
    where b.state = 'BOOKED' and b.check_in_until < now() order by b.check_in_until limit ${perRun}`;
  for (const { kept, ...row } of due) {
    const key = kept ? 'message.booking.missed' : 'message.booking.released';
    await press(deps, row, kept ? 'miss' : 'release', key);
  }
  return due.length;
}

/**
 * The day before, from nine in the morning of the hall's own time; who booked only now is not told again at once. Where the hall will be
 * shut it gives the booking back instead: so late, because until then a closure can be taken back.
 */
const remindFromMs = 9 * 3_600_000;

export async function remindBooked(deps: QueueDeps): Promise<number> {
  const now = deps.now();
  const zones = new Map((await deps.halls.all()).map((hall) => [hall.id, tomorrowOf(now, hall.timeZone)]));
  const due = await deps.sql<(Due & { shut: boolean })[]>`
    select b.id, d.id as day_id, d.hall_id, h.name, r.time_zone, ${shut(deps.sql)} as shut from unnest(${[...zones.keys()]}::uuid[], ${[...zones.values()]}::date[]) as z(hall, day)
      join booking_days d on d.hall_id = z.hall and d.business_date = z.day join bookings b on b.booking_day_id = d.id
      join halls h on h.id = d.hall_id join realms r on r.id = h.realm_id
    where b.state = 'BOOKED' and b.reminded_at is null and (b.made_at < now() - interval '12 hours' or ${shut(deps.sql)}) order by b.starts_at limit ${perRun}`;
  for (const { shut, ...row } of due)
    await (shut ? press(deps, row, 'release', 'message.booking.released') : press(deps, row, 'remind', 'message.booking.reminded'));
  return due.length;
}

/** Before nine it is still the day before's tomorrow, of which everybody has been told. */
const tomorrowOf = (now: number, timeZone: string): DateText =>
  addDays(businessDate(new Date(now - remindFromMs).toISOString(), timeZone), 1);

async function press(
  deps: QueueDeps,
  { id, day_id: dayId, hall_id, name, time_zone: timeZone }: Due,
  action: 'miss' | 'release' | 'remind',
  key: Parameters<typeof tells>[2],
): Promise<void> {
  try {
    const one: FoundBooking = { id, dayId, hall: { id: hall_id, name: { zh: name, en: null }, timeZone } };
    await pressBooking(
      deps,
      one,
      system,
      'system',
      action,
      { name: `booking.${action}`, key: `${action}-${id}`, body: null },
      tells(deps, one.hall, key),
    );
  } catch (error) {
    deps.log.debug({ err: safeError(error), bookingId: id, action }, 'not pressed: somebody was quicker');
  }
}
