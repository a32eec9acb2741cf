import { v7 as uuidv7 } from 'uuid';
import { bookingTimes } from '@one-window/domain/booking';
import { addMs } from '@one-window/domain/time';
import { byPlace, places, type Place } from './access-places.ts';
import { change } from './db/change.ts';
import { putPerson } from './people/persons.ts';
import type { TestPeople } from './staff/testing.ts';
import { newKey } from './testing.ts';

/** A booking in each hall: the own one is the first citizen's, the others are the second's. */
export async function seedBookings({ deps }: TestPeople, halls: Record<Place, string>): Promise<Record<Place, string>> {
  const { sql, keys } = deps;
  const [owner, other] = (await sql<{ id: string }[]>`select id from citizens order by id`).map((row) => row.id);
  return byPlace(async (at) => {
    const [dayId, id] = [uuidv7(), uuidv7()];
    const hall = await deps.halls.hall(halls[at]);
    const startsAt = `2099-01-0${places.indexOf(at) + 1}T02:00:00.000Z`;
    const made = {
      ...bookingTimes(startsAt, hall.policy),
      seriesId: [...hall.series.keys()][0]!,
      itemId: null,
      citizenId: (at === 'own' ? owner : other)!,
      personId: await putPerson(sql, keys, { name: '李', idNo: null, phone: null }),
      idIndex: at,
      codeIndex: at,
      startsAt,
      endsAt: addMs(startsAt, 1_800_000),
      place: 1,
    };
    const opened = { realmId: hall.realmId, hallId: hall.id, date: startsAt.slice(0, 10) };
    const command = { name: 'access', key: newKey(), body: null };
    await change(deps, { kind: 'system', id: 'access' }, command, { day: { kind: 'booking_day', id: dayId, create: true } }, () => ({
      events: {
        day: [
          { type: 'booking_day.opened', subject: dayId, body: opened },
          { type: 'booking.made', subject: id, body: made },
        ],
      },
      result: null,
    }));
    return id;
  });
}

/** What a citizen may ask of one booking; the place is given back last. */
export function bookingAsks(bookings: Record<Place, string>) {
  const of = (path: string, body?: object) => (place: Place | null) => ({
    path: `/bookings/${place ? bookings[place] : uuidv7()}${path}`,
    ...(body ? { body } : {}),
  });
  return {
    'GET /api/bookings/:bookingId': of(''),
    'GET /api/bookings/:bookingId/calendar.ics': of('/calendar.ics'),
    'POST /api/bookings/:bookingId/check-in': of('/check-in', {}),
    'POST /api/bookings/:bookingId/cancel': of('/cancel', {}),
  };
}
