import { v7 as uuidv7 } from 'uuid';
import {
  assertBookingAction,
  barredUntil,
  bookableDates,
  bookingMachine,
  bookingTimes,
  freePlace,
  openSlots,
  type Booking,
  type BookingAction,
  type BookingRole,
} from '@one-window/domain/booking';
import { DomainError } from '@one-window/domain/errors';
import type { MessageLanguage } from '@one-window/domain/languages';
import { localTime, wallTime, type DateText, type Instant } from '@one-window/domain/time';
import type { Waiting } from '@one-window/domain/turns';
import { calendarOf } from '../calendar/cache.ts';
import { change, type ChangeActor, type ChangeContext, type Command, type Statement } from '../db/change.ts';
import type { Deps } from '../deps.ts';
import type { HallInfo, SeriesInfo } from '../halls/directory.ts';
import { businessDateOf } from '../halls/directory.ts';
import { languageOf } from '../messages/language.ts';
import { insertMessages } from '../messages/messages.ts';
import { messageText } from '../messages/words.ts';
import { openPerson, putPerson, type PersonClear } from '../people/persons.ts';
import { blindIndex } from '../security/fields.ts';
import { taking, type TakenTicket } from '../tickets/commands.ts';
import { hallDayId } from '../tickets/hall-days.ts';
import { queueOf, type Waits } from '../tickets/queue.ts';
import { bookingOf } from './aggregate.ts';
import { bookingCode, codeIndex } from './code.ts';

export interface BookInput {
  readonly hall: HallInfo;
  readonly series: SeriesInfo;
  readonly itemId: string | null;
  readonly startsAt: Instant;
  readonly citizenId: string;
  /** To whom the messages go. */
  readonly phone: string;
  /** null: as the last time. */
  readonly person: PersonClear | null;
}

/** Keeps a place: the day's lock makes two last ones a race that one of them wins, and tells the other that it is full. */
export async function book(deps: Deps, actor: ChangeActor, input: BookInput, command: Command): Promise<{ id: string }> {
  const { hall, series, startsAt } = input;
  const { date, endsAt } = await slotFor(deps, hall, series, startsAt);
  const dayId = await bookingDayId(deps, hall, date);
  const id = uuidv7();
  const code = bookingCode(deps.keys, id);
  return change(deps, actor, command, { day: { kind: 'booking_day', id: dayId } }, async (tx) => {
    await assertMayBook(tx, input, date);
    const { personId, idIndex } = await whose(deps, tx, input);
    const place = await placeIn(tx, dayId, input, idIndex);
    const made = {
      ...bookingTimes(startsAt, hall.policy),
      startsAt,
      endsAt,
      place,
      personId,
      idIndex,
      codeIndex: codeIndex(deps.keys, code),
    };
    const body = { ...made, seriesId: series.id, itemId: input.itemId, citizenId: input.citizenId };
    const lang = await languageOf(tx.sql, deps.keys, input.phone);
    const text = messageText('message.booking.made', { ...toldOf(hall, made, lang), code }, lang);
    const told = insertMessages(tx.sql, deps.keys, tx.now, [{ to: input.phone, about: 'booking.made', text }]);
    return { events: { day: [{ type: 'booking.made', subject: id, body }] }, result: { id }, writes: [told] };
  });
}

/** The slot that begins then, of a day that can be booked now. */
async function slotFor(deps: Deps, hall: HallInfo, series: SeriesInfo, startsAt: Instant): Promise<{ date: DateText; endsAt: Instant }> {
  const now = new Date(deps.now()).toISOString();
  const { date } = localTime(startsAt, hall.timeZone);
  const calendar = await calendarOf(deps.sql, deps.now());
  const dates = bookableDates(businessDateOf(hall, now), calendar, hall.policy, hall);
  const slot = series.booking && openSlots(series.booking, date, hall, calendar).find((one) => one.startsAt === startsAt);
  if (!slot || !dates.includes(date) || startsAt <= now) throw new DomainError('booking.closed');
  return { date, endsAt: slot.endsAt };
}

/**
 * No-shows are counted by the phone, which was proved, and not by the number of identity, which is only claimed here: a stranger
 * who books in my name and stays away must not take my bookings from me.
 */
export async function noShowsOf(sql: Deps['sql'] | ChangeContext['sql'], citizenId: string, realmId: string): Promise<Instant[]> {
  const rows = await sql<{ at: Instant }[]>`
    select check_in_until as at from bookings where citizen_id = ${citizenId} and realm_id = ${realmId} and state = 'NO_SHOW' order by 1`;
  return rows.map((row) => row.at);
}

async function assertMayBook({ sql, now }: ChangeContext, { hall, citizenId }: BookInput, date: DateText): Promise<void> {
  const noShows = await noShowsOf(sql, citizenId, hall.realmId);
  const until = barredUntil(noShows, hall.policy, now);
  if (until) {
    const { noShowMax: max, noShowDays: days } = hall.policy;
    throw new DomainError('booking.barred', { until: localTime(until, hall.timeZone).date, max, days });
  }
  const [other] = await sql`
    select 1 from bookings where realm_id = ${hall.realmId} and business_date = ${date} and citizen_id = ${citizenId} and state <> 'CANCELLED'`;
  if (other) throw new DomainError('booking.one_a_day', { date });
}

interface Known {
  readonly person_id: string;
  readonly id_index: string;
}

/** Who booked from this phone last: for whom it books again without their number being typed, and the only one for whom it books. */
export async function bookedFor(sql: Deps['sql'] | ChangeContext['sql'], citizenId: string): Promise<Known | null> {
  const [row] = await sql<Known[]>`
    select person_id, id_index from bookings where citizen_id = ${citizenId} and state <> 'CANCELLED' order by made_at desc limit 1`;
  return row ?? null;
}

/** For oneself: a phone books for one number of identity; a mistyped one goes with the booking that is cancelled. */
async function whose(deps: Deps, { sql }: ChangeContext, { citizenId, person }: BookInput): Promise<{ personId: string; idIndex: string }> {
  const known = await bookedFor(sql, citizenId);
  if (!person) {
    if (!known) throw new DomainError('request.invalid', { fields: ['person'] });
    return { personId: known.person_id, idIndex: known.id_index };
  }
  const idIndex = blindIndex(deps.keys, 'id_no', person.idNo ?? '');
  if (known && known.id_index !== idIndex) throw new DomainError('booking.other_person');
  return { personId: known?.person_id ?? (await putPerson(sql, deps.keys, person, true)), idIndex };
}

async function placeIn({ sql }: ChangeContext, dayId: string, { hall, series, startsAt }: BookInput, idIndex: string): Promise<number> {
  const rows = await sql<{ place: number; mine: boolean }[]>`
    select place, id_index = ${idIndex} as mine from bookings
    where booking_day_id = ${dayId} and series_id = ${series.id} and starts_at = ${startsAt} and state <> 'CANCELLED'`;
  const { date } = localTime(startsAt, hall.timeZone);
  if (rows.some((row) => row.mine)) throw new DomainError('booking.one_a_day', { date });
  const place = freePlace(
    rows.map((row) => row.place),
    series.booking?.quota ?? 0,
  );
  if (place === null) throw new DomainError('booking.full');
  return place;
}

/** The stream of a hall's date; the first booking of it makes it. */
async function bookingDayId(deps: Deps, hall: HallInfo, date: DateText): Promise<string> {
  const find = async (): Promise<string | null> => {
    const [row] = await deps.sql<{ id: string }[]>`select id from booking_days where hall_id = ${hall.id} and business_date = ${date}`;
    return row?.id ?? null;
  };
  const known = await find();
  if (known) return known;
  const id = uuidv7();
  const body = { realmId: hall.realmId, hallId: hall.id, date };
  try {
    return await change(
      deps,
      { kind: 'system', id: 'booking-day' },
      { name: 'booking-day.open', key: null, body: null },
      { day: { kind: 'booking_day', id, create: true } },
      () => ({ events: { day: [{ type: 'booking_day.opened', subject: id, body }] }, result: id }),
    );
  } catch (error) {
    // another first booking of the date was quicker
    const found = error instanceof DomainError && error.code === 'conflict' ? await find() : null;
    if (found) return found;
    throw error;
  }
}

/** What is told of a hall, open or closed down since. */
export type BookedHall = Pick<HallInfo, 'id' | 'name' | 'timeZone'>;

export interface FoundBooking {
  readonly id: string;
  readonly dayId: string;
  readonly hall: BookedHall;
}

type Told = (booking: Booking, tx: ChangeContext) => Promise<readonly Statement[]>;

/** Every press but the check-in. */
export async function pressBooking(
  deps: Deps,
  { id, dayId, hall }: FoundBooking,
  actor: ChangeActor,
  role: BookingRole,
  action: Exclude<BookingAction, 'check_in'>,
  command: Command,
  told: Told = () => Promise.resolve([]),
): Promise<{ id: string }> {
  const refs = { day: { kind: 'booking_day', id: dayId } } as const;
  return change<typeof refs, { id: string }, Booking>(
    deps,
    actor,
    command,
    refs,
    async (tx, { day }, booking) => {
      day.bookings.set(booking.id, booking);
      assertBookingAction(booking, action, role, tx.now, hall.timeZone);
      const event = { type: bookingMachine[action].event, subject: id, body: {} } as const;
      return { events: { day: [event] }, result: { id }, writes: await told(booking, tx) };
    },
    (sql) => readBooking(sql, dayId, id),
  );
}

/** A message to the phone that booked. */
export function tells(
  deps: Deps,
  hall: BookedHall,
  key: 'message.booking.reminded' | 'message.booking.released' | 'message.booking.missed',
): Told {
  return async (booking, tx) => {
    const { phone } = (await openPerson(tx.sql, deps.keys, booking.personId)) ?? { phone: null };
    if (!phone) return [];
    const code = bookingCode(deps.keys, booking.id);
    const lang = await languageOf(tx.sql, deps.keys, phone);
    const text = messageText(key, { ...toldOf(hall, booking, lang), code }, lang);
    return [insertMessages(tx.sql, deps.keys, tx.now, [{ to: phone, about: key.replace('message.', ''), text }])];
  };
}

/** A booking becomes a number of its queue: one change of both days, or none. */
export async function checkIn(
  deps: Deps,
  { id, dayId }: FoundBooking,
  hall: HallInfo,
  actor: ChangeActor,
  role: 'citizen' | 'device',
  waits: Waits,
  command: Command,
): Promise<TakenTicket & { readonly itemId: string | null }> {
  const todayId = await hallDayId(deps, hall);
  const ticketId = uuidv7();
  const refs = { hallDay: { kind: 'hall_day', id: todayId }, day: { kind: 'booking_day', id: dayId } } as const;
  type Loaded = { booking: Booking; waiting: Waiting[] };
  return change<typeof refs, TakenTicket & { itemId: string | null }, Loaded>(
    deps,
    actor,
    command,
    refs,
    (tx, { hallDay, day }, { booking, waiting }) => {
      day.bookings.set(booking.id, booking);
      assertBookingAction(booking, 'check_in', role, tx.now, hall.timeZone);
      if (hallDay.day.clearedAt) throw new DomainError('hall.closed');
      const { seriesId, itemId, personId, startsAt } = booking;
      const input = { seriesId, itemId, personId, priority: null, bookedAt: startsAt };
      const { event, result } = taking({ hall, day: hallDay.day, waiting, waits, now: tx.now }, ticketId, input);
      const checkedIn = { type: 'booking.checked_in', subject: id, body: { ticketId } } as const;
      return { events: { hallDay: [event], day: [checkedIn] }, result: { ...result, itemId } };
    },
    async (sql) => {
      const booking = await readBooking(sql, dayId, id);
      return { booking, waiting: await queueOf(hall, sql, todayId, booking.seriesId) };
    },
  );
}

async function readBooking(sql: ChangeContext['sql'], dayId: string, id: string): Promise<Booking> {
  const [row] = await sql`select * from bookings where booking_day_id = ${dayId} and id = ${id}`;
  if (!row) throw new DomainError('not_found');
  return bookingOf(row);
}

/** Hall, `11月27日` and `09:30`, and from when until when one checks in, as messages say it. */
function toldOf(
  hall: BookedHall,
  booking: Pick<Booking, 'startsAt' | 'checkInFrom' | 'checkInUntil'>,
  lang: MessageLanguage,
): Record<'date' | 'time' | 'from' | 'until' | 'hall', string> {
  const { date } = localTime(booking.startsAt, hall.timeZone);
  const [time, from, until] = [booking.startsAt, booking.checkInFrom, booking.checkInUntil].map((at) => wallTime(at, hall.timeZone));
  const words = lang === 'en' ? date : `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`;
  const name = lang === 'en' ? (hall.name.en ?? hall.name.zh) : hall.name.zh;
  return { date: words, time: time!, from: from!, until: until!, hall: name };
}
