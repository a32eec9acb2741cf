import type { z } from 'zod';
import { barredUntil, bookableDates, bookingStates, openSlots } from '@one-window/domain/booking';
import { DomainError } from '@one-window/domain/errors';
import { localTime, type DateText, type Instant } from '@one-window/domain/time';
import { calendarOf } from '../calendar/cache.ts';
import type { CitizenSession } from '../citizens/sessions.ts';
import type { Deps } from '../deps.ts';
import { businessDateOf, type HallInfo, type SeriesInfo } from '../halls/directory.ts';
import { maskPerson, openPerson } from '../people/persons.ts';
import { maskedNames } from '../staff/identity.ts';
import { blindIndex } from '../security/fields.ts';
import { ticketLink } from '../tickets/link.ts';
import { codeIndex, bookingCode } from './code.ts';
import { bookedFor, noShowsOf, type FoundBooking } from './commands.ts';
import { takenBySlot } from './next.ts';
import type * as s from './schemas.ts';

/** Halls with a queue that can be booked. */
export async function bookableHalls(deps: Deps): Promise<z.infer<typeof s.bookable>> {
  const halls = (await deps.halls.all()).map(({ id, name, series }) => ({
    id,
    name,
    series: [...series.values()].filter((one) => one.booking !== null).map((one) => ({ id: one.id, name: one.name, place: one.place })),
  }));
  return { halls: halls.filter((hall) => hall.series.length > 0) };
}

/** What can be booked now, slot by slot, and what stands in this citizen's way. */
export async function offerFor(deps: Deps, citizen: CitizenSession, hall: HallInfo, series: SeriesInfo): Promise<z.infer<typeof s.offer>> {
  const now = new Date(deps.now()).toISOString();
  const plan = series.booking;
  if (!plan) throw new DomainError('booking.closed');
  const calendar = await calendarOf(deps.sql, deps.now());
  const dates = bookableDates(businessDateOf(hall, now), calendar, hall.policy, hall);
  const [taken, mine, noShows, as] = await Promise.all([
    takenBySlot(deps, hall.id, series.id, dates),
    deps.sql<{ date: string }[]>`
      select business_date as date from bookings
      where realm_id = ${hall.realmId} and citizen_id = ${citizen.id} and state <> 'CANCELLED' and business_date = any(${dates}::date[])`,
    noShowsOf(deps.sql, citizen.id, hall.realmId),
    bookedFor(deps.sql, citizen.id),
  ]);
  const own = new Set(mine.map((row) => row.date));
  const until = barredUntil(noShows, hall.policy, now);
  const { bookCancelMinutes, bookEarlyMinutes, bookLateMinutes, noShowMax, noShowDays } = hall.policy;
  return {
    timeZone: hall.timeZone,
    days: dates.map((date) => ({
      date,
      mine: own.has(date),
      slots: openSlots(plan, date, hall, calendar)
        .filter((slot) => slot.startsAt > now)
        .map((slot) => ({ ...slot, free: Math.max(0, plan.quota - (taken.get(slot.startsAt) ?? 0)) })),
    })),
    rules: { cancelMinutes: bookCancelMinutes, earlyMinutes: bookEarlyMinutes, lateMinutes: bookLateMinutes, noShowMax, noShowDays },
    barredUntil: until && localTime(until, hall.timeZone).date,
    as: as && (await maskedFor(deps, as.person_id)),
  };
}

async function maskedFor(deps: Deps, personId: string): Promise<{ name: string | null; idNo: string | null }> {
  const { name, idNo } = maskPerson((await openPerson(deps.sql, deps.keys, personId)) ?? { name: null, idNo: null, phone: null });
  return { name, idNo };
}

interface Row {
  readonly id: string;
  readonly hall_id: string;
  readonly hall: string;
  readonly hall_en: string | null;
  readonly phone: string | null;
  readonly time_zone: string;
  readonly series_id: string;
  readonly person_id: string;
  readonly item: string | null;
  readonly starts_at: Instant;
  readonly ends_at: Instant;
  readonly check_in_from: Instant;
  readonly check_in_until: Instant;
  readonly cancel_until: Instant;
  readonly state: (typeof bookingStates)[number];
  readonly by_hall: boolean;
  readonly ticket_id: string | null;
  readonly number: string | null;
  readonly ended_at: Instant | null;
  readonly series: string;
  readonly series_en: string | null;
  readonly place: string | null;
  readonly place_en: string | null;
}

/** Own bookings, those to come first, then what was, the newest first; whose they are stands in the query. */
export async function myBookings(deps: Deps, citizen: CitizenSession, id: string | null = null): Promise<z.infer<typeof s.myBooking>[]> {
  const rows = await readRows(
    deps,
    deps.sql`b.citizen_id = ${citizen.id} ${id === null ? deps.sql`` : deps.sql`and b.id = ${id}`}`,
    deps.sql`
    b.state = 'BOOKED' desc, case when b.state = 'BOOKED' then b.starts_at end, b.starts_at desc limit 50`,
  );
  return Promise.all(rows.map((row) => mineOf(deps, row)));
}

const readRows = ({ sql }: Deps, where: ReturnType<Deps['sql']>, order: ReturnType<Deps['sql']>): Promise<Row[]> =>
  sql<Row[]>`
    select b.id, d.hall_id, b.series_id, b.person_id, i.name as item, b.starts_at, b.ends_at, b.check_in_from, b.check_in_until, b.cancel_until, b.state,
      b.by_hall, b.ticket_id, t.number, b.ended_at, s.name as series, s.name_en as series_en, s.place, s.place_en, h.name as hall, h.name_en as hall_en, h.phone, r.time_zone
    from bookings b join booking_days d on d.id = b.booking_day_id join halls h on h.id = d.hall_id join realms r on r.id = h.realm_id join series s on s.id = b.series_id
      left join service_items i on i.id = b.item_id left join tickets t on t.id = b.ticket_id
    where ${where} order by ${order}`;

async function mineOf(deps: Deps, row: Row): Promise<z.infer<typeof s.myBooking>> {
  return {
    id: row.id,
    state: row.state,
    byHall: row.by_hall,
    code: bookingCode(deps.keys, row.id),
    hall: { id: row.hall_id, name: { zh: row.hall, en: row.hall_en }, phone: row.phone, timeZone: row.time_zone },
    series: {
      id: row.series_id,
      name: { zh: row.series, en: row.series_en },
      place: row.place === null ? null : { zh: row.place, en: row.place_en },
    },
    itemName: row.item,
    for: await maskedFor(deps, row.person_id),
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    checkInFrom: row.check_in_from,
    checkInUntil: row.check_in_until,
    cancelUntil: row.cancel_until,
    ticket: row.ticket_id && row.number ? { number: row.number, url: `/t/${ticketLink(deps.keys.link, row.ticket_id)}` } : null,
  };
}

/** The day's bookings of a hall for who manages it: names masked. */
export async function bookingsOf(deps: Deps, hall: HallInfo, date: DateText): Promise<z.infer<typeof s.hallBookings>> {
  const { sql } = deps;
  const rows = await readRows(deps, sql`d.hall_id = ${hall.id} and d.business_date = ${date}`, sql`b.starts_at, s.sort, b.place, b.id`);
  const names = await maskedNames(deps, [...new Set(rows.map((row) => row.person_id))]);
  const counts = Object.fromEntries(bookingStates.map((state) => [state, rows.filter((row) => row.state === state).length]));
  return {
    date,
    timeZone: hall.timeZone,
    counts: counts as Record<(typeof bookingStates)[number], number>,
    rows: rows.map((row) => ({
      id: row.id,
      seriesId: row.series_id,
      seriesName: { zh: row.series, en: row.series_en },
      itemName: row.item,
      personName: names.get(row.person_id) ?? null,
      startsAt: row.starts_at,
      endsAt: row.ends_at,
      checkInUntil: row.check_in_until,
      state: row.state,
      byHall: row.by_hall,
      number: row.number,
      endedAt: row.ended_at,
    })),
  };
}

/** One of the citizen's own, or not there. */
export async function ownBooking(deps: Deps, citizen: CitizenSession, id: string): Promise<FoundBooking> {
  return found(deps, deps.sql`b.id = ${id} and b.citizen_id = ${citizen.id}`);
}

/** The one that this code stands for, in this hall today. */
export async function bookingByCode(deps: Deps, hall: HallInfo, code: string): Promise<FoundBooking> {
  const date = businessDateOf(hall, new Date(deps.now()).toISOString());
  return found(deps, deps.sql`d.hall_id = ${hall.id} and d.business_date = ${date} and b.code_index = ${codeIndex(deps.keys, code)}`);
}

/** The one that was made for whoever holds this card, in this hall today: a phone books for one number of identity. */
export async function bookingByCard(deps: Deps, hall: HallInfo, idNo: string): Promise<FoundBooking> {
  const date = businessDateOf(hall, new Date(deps.now()).toISOString());
  const whose = deps.sql`b.realm_id = ${hall.realmId} and b.business_date = ${date} and b.id_index = ${blindIndex(deps.keys, 'id_no', idNo)}`;
  return found(deps, deps.sql`d.hall_id = ${hall.id} and ${whose} and b.state <> 'CANCELLED'`);
}

export const bookingInHall = (deps: Deps, hall: HallInfo, id: string): Promise<FoundBooking> =>
  found(deps, deps.sql`d.hall_id = ${hall.id} and b.id = ${id}`);

async function found(deps: Deps, where: ReturnType<Deps['sql']>): Promise<FoundBooking> {
  const [row] = await deps.sql<{ id: string; day_id: string; hall_id: string; name: string; name_en: string | null; time_zone: string }[]>`
    select b.id, d.id as day_id, h.id as hall_id, h.name, h.name_en, r.time_zone
    from bookings b join booking_days d on d.id = b.booking_day_id join halls h on h.id = d.hall_id join realms r on r.id = h.realm_id where ${where}`;
  if (!row) throw new DomainError('not_found');
  return { id: row.id, dayId: row.day_id, hall: { id: row.hall_id, name: { zh: row.name, en: row.name_en }, timeZone: row.time_zone } };
}
