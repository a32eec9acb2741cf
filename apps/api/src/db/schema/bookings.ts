import { sql } from 'drizzle-orm';
import { boolean, check, date, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { bookingStates } from '@one-window/domain/booking';
import { citizens } from './citizens.ts';
import { head, instant } from './core.ts';
import { persons } from './people.ts';
import { halls, realms, series } from './queue.ts';

const list = (values: readonly string[]) => sql.raw(values.map((v) => `'${v}'`).join(', '));

/** One hall on one date, as it is booked: the aggregate that a booking locks. Beside `hall_days`, for it begins days before. */
export const bookingDays = pgTable(
  'booking_days',
  {
    id: uuid('id').primaryKey(),
    realmId: uuid('realm_id')
      .notNull()
      .references(() => realms.id),
    hallId: uuid('hall_id')
      .notNull()
      .references(() => halls.id),
    businessDate: date('business_date').notNull(),
    made: integer('made').notNull(),
    ...head,
  },
  (t) => [uniqueIndex('booking_days_date').on(t.hallId, t.businessDate), index('booking_days_realm').on(t.realmId, t.businessDate)],
);

/** 预约. Name and number stand encrypted in `persons`; here is whose it is, and the fingerprint by which a person books once a day. */
export const bookings = pgTable(
  'bookings',
  {
    id: uuid('id').primaryKey(),
    bookingDayId: uuid('booking_day_id')
      .notNull()
      .references(() => bookingDays.id),
    /** Again, for a person has one a day in all halls. */
    realmId: uuid('realm_id').notNull(),
    businessDate: date('business_date').notNull(),
    seriesId: uuid('series_id')
      .notNull()
      .references(() => series.id),
    itemId: uuid('item_id'),
    citizenId: uuid('citizen_id')
      .notNull()
      .references(() => citizens.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => persons.id),
    idIndex: text('id_index').notNull(),
    codeIndex: text('code_index').notNull(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    place: integer('place').notNull(),
    checkInFrom: instant('check_in_from').notNull(),
    checkInUntil: instant('check_in_until').notNull(),
    cancelUntil: instant('cancel_until').notNull(),
    state: text('state', { enum: bookingStates }).notNull(),
    ticketId: uuid('ticket_id'),
    madeAt: instant('made_at').notNull(),
    remindedAt: instant('reminded_at'),
    endedAt: instant('ended_at'),
    byHall: boolean('by_hall').notNull(),
  },
  (t) => [
    check('bookings_state', sql`${t.state} in (${list(bookingStates)})`),
    check('bookings_place_counts', sql`${t.place} >= 1`),
    check('bookings_times', sql`${t.startsAt} < ${t.endsAt}`),
    check('bookings_ticket', sql`(${t.state} = 'CHECKED_IN') = (${t.ticketId} is not null)`),
    check('bookings_ended', sql`(${t.state} = 'BOOKED') = (${t.endedAt} is null)`),
    // a place is one person's, whatever the code forgot
    uniqueIndex('bookings_place')
      .on(t.bookingDayId, t.seriesId, t.startsAt, t.place)
      .where(sql`${t.state} <> 'CANCELLED'`),
    // one a day, in all halls of the realm: by the number of identity and by the phone that books
    uniqueIndex('bookings_one_a_day')
      .on(t.realmId, t.businessDate, t.idIndex)
      .where(sql`${t.state} <> 'CANCELLED'`),
    uniqueIndex('bookings_one_a_day_phone')
      .on(t.realmId, t.businessDate, t.citizenId)
      .where(sql`${t.state} <> 'CANCELLED'`),
    uniqueIndex('bookings_code').on(t.bookingDayId, t.codeIndex),
    index('bookings_citizen').on(t.citizenId, t.startsAt),
    index('bookings_series').on(t.seriesId),
    index('bookings_person').on(t.personId),
    index('bookings_open')
      .on(t.checkInUntil)
      .where(sql`${t.state} = 'BOOKED'`),
  ],
);
