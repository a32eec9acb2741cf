import { applyBooking, applyBookingDay, type Booking, type BookingDay, type BookingEvent } from '@one-window/domain/booking';
import type { Aggregate, LockedRow } from '../db/aggregates.ts';

/** A hall's date and those of its bookings that the rule has loaded. */
export interface BookingDayState {
  readonly day: BookingDay | null;
  readonly bookings: Map<string, Booking>;
  readonly dirty: Map<string, 'insert' | 'update'>;
}

export const bookingDayAggregate: Aggregate<BookingDayState, BookingEvent> = {
  rank: 12,
  table: 'booking_days',
  empty: () => ({ day: null, bookings: new Map(), dirty: new Map() }),
  async lock(sql, id) {
    const [row] = await sql<LockedRow[]>`
      with locked as materialized (select * from booking_days where id = ${id} for no key update)
      select *, clock_timestamp() as now from locked`;
    return row;
  },
  read: (row) => ({ day: dayOf(row), bookings: new Map(), dirty: new Map() }),
  apply(state, event, at) {
    const day = applyBookingDay(state.day, event, at.streamId);
    if (event.type !== 'booking_day.opened') {
      state.bookings.set(event.subject, applyBooking(state.bookings.get(event.subject) ?? null, event, at.at));
      if (event.type === 'booking.made') state.dirty.set(event.subject, 'insert');
      else if (!state.dirty.has(event.subject)) state.dirty.set(event.subject, 'update');
    }
    return { ...state, day };
  },
  write(sql, id, { day, bookings, dirty }, head, create) {
    if (!day) throw new Error('a day is written when it is opened');
    const columns = { made: day.made, version: head.version, head_hash: head.hash, head_at: head.at };
    const own = create
      ? sql`insert into booking_days ${sql({ id, realm_id: day.realmId, hall_id: day.hallId, business_date: day.date, ...columns })}`.execute()
      : sql`update booking_days set ${sql(columns)} where id = ${id}`.execute();
    const rows = [...dirty].map(([bookingId, how]) => {
      const row = bookingRow(day, bookings.get(bookingId)!);
      return (
        how === 'insert' ? sql`insert into bookings ${sql(row)}` : sql`update bookings set ${sql(row)} where id = ${bookingId}`
      ).execute();
    });
    return [own, ...rows];
  },
  async stored(sql, id) {
    const [row] = await sql<LockedRow[]>`select * from booking_days where id = ${id}`;
    const rows = await sql`select * from bookings where booking_day_id = ${id}`;
    return new Map<string, unknown>([
      ['booking_day', row ? dayOf(row) : null],
      ...rows.map((b) => [`booking ${String(b['id'])}`, bookingOf(b)] as const),
    ]);
  },
  folded: ({ day, bookings }) =>
    new Map<string, unknown>([['booking_day', day], ...[...bookings.values()].map((b) => [`booking ${b.id}`, b] as const)]),
};

const dayOf = (row: LockedRow): BookingDay => ({
  id: row['id'] as string,
  realmId: row['realm_id'] as string,
  hallId: row['hall_id'] as string,
  date: row['business_date'] as string,
  made: row['made'] as number,
});

function bookingRow(day: BookingDay, b: Booking) {
  return {
    id: b.id,
    booking_day_id: day.id,
    realm_id: day.realmId,
    business_date: day.date,
    series_id: b.seriesId,
    item_id: b.itemId,
    citizen_id: b.citizenId,
    person_id: b.personId,
    id_index: b.idIndex,
    code_index: b.codeIndex,
    starts_at: b.startsAt,
    ends_at: b.endsAt,
    place: b.place,
    check_in_from: b.checkInFrom,
    check_in_until: b.checkInUntil,
    cancel_until: b.cancelUntil,
    state: b.state,
    ticket_id: b.ticketId,
    made_at: b.madeAt,
    reminded_at: b.remindedAt,
    ended_at: b.endedAt,
    by_hall: b.byHall,
  };
}

/** A row of `bookings` as the domain knows it. */
export function bookingOf(row: Record<string, unknown>): Booking {
  return {
    id: row['id'],
    seriesId: row['series_id'],
    itemId: row['item_id'],
    citizenId: row['citizen_id'],
    personId: row['person_id'],
    idIndex: row['id_index'],
    codeIndex: row['code_index'],
    startsAt: row['starts_at'],
    endsAt: row['ends_at'],
    place: row['place'],
    checkInFrom: row['check_in_from'],
    checkInUntil: row['check_in_until'],
    cancelUntil: row['cancel_until'],
    state: row['state'],
    ticketId: row['ticket_id'],
    madeAt: row['made_at'],
    remindedAt: row['reminded_at'],
    endedAt: row['ended_at'],
    byHall: row['by_hall'],
  } as Booking;
}
