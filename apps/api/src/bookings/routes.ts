import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { calendarFile } from '@one-window/domain/calendar-file';
import { DomainError } from '@one-window/domain/errors';
import { wallTime } from '@one-window/domain/time';
import { citizensOf, type Citizens, type CitizenSession } from '../citizens/sessions.ts';
import { businessDateOf, type HallInfo } from '../halls/directory.ts';
import { commandOf, route, valid, type Env } from '../http.ts';
import { messageText } from '../messages/words.ts';
import { personGiven } from '../people/persons.ts';
import { limiter } from '../security/limiter.ts';
import { namesOfItems } from '../tickets/items.ts';
import { deviceRate, requireDevice, requireHall, requireStaff, slipOf, type QueueDeps } from '../tickets/routes.ts';
import { slip } from '../tickets/schemas.ts';
import { book, checkIn, pressBooking, tells } from './commands.ts';
import { bookableHalls, bookingByCard, bookingByCode, bookingInHall, bookingsOf, myBookings, offerFor, ownBooking } from './queries.ts';
import * as s from './schemas.ts';

const bookingId = z.object({ bookingId: z.uuid() });
const pressed = z.object({ id: z.uuid() });

/** Booking for who is signed in on the portal; which halls take bookings is for everybody. */
export function citizenBookingRoutes(deps: QueueDeps, citizens: Citizens = citizensOf(deps)) {
  const who = (c: Context<Env>): Promise<CitizenSession> => citizens.require((name) => c.req.header(name));
  const mine = async (c: Context<Env>, id: string): Promise<z.infer<typeof s.myBooking>> => {
    const [one] = await myBookings(deps, await who(c), id);
    if (!one) throw new DomainError('not_found');
    return one;
  };
  return new Hono<Env>()
    .get(
      '/booking-halls',
      route('listBookableHalls', {
        summary: 'Halls with the queues that can be booked',
        tag: 'bookings',
        public: true,
        result: s.bookable,
      }),
      async (c) => c.json(await bookableHalls(deps)),
    )
    .get(
      '/booking-halls/:hallId/:seriesId',
      route('readOffer', {
        summary: 'Days and slots of a queue with the places left, and what stands in the way of who asks',
        tag: 'bookings',
        who: 'citizen',
        result: s.offer,
        errors: ['not_found', 'booking.closed'],
      }),
      valid('param', z.object({ hallId: z.uuid(), seriesId: z.uuid() })),
      async (c) => {
        const citizen = await who(c);
        const { hallId, seriesId } = c.req.valid('param');
        const hall = await deps.halls.hall(hallId);
        return c.json(await offerFor(deps, citizen, hall, seriesOf(hall, seriesId)));
      },
    )
    .get(
      '/bookings',
      route('listMyBookings', {
        summary: 'Own bookings, those to come first',
        tag: 'bookings',
        who: 'citizen',
        result: z.object({ bookings: z.array(s.myBooking) }),
      }),
      async (c) => c.json({ bookings: await myBookings(deps, await who(c)) }),
    )
    .post(
      '/bookings',
      route('book', {
        summary: 'Keep a place in a slot',
        tag: 'bookings',
        who: 'citizen',
        command: true,
        result: pressed,
        errors: [
          'not_found',
          'person.id_invalid',
          'booking.closed',
          'booking.full',
          'booking.one_a_day',
          'booking.other_person',
          'booking.barred',
        ],
      }),
      valid('json', s.bookBody),
      async (c) => {
        const citizen = await who(c);
        const body = c.req.valid('json');
        const hall = await deps.halls.hall(body.hallId);
        const phone = await citizens.phoneOf(citizen.id);
        const today = businessDateOf(hall, new Date(deps.now()).toISOString());
        const person = body.person && personGiven({ ...body.person, phone }, today);
        const itemId = body.itemId ?? null;
        if (itemId !== null) await namesOfItems(deps, [itemId]);
        const startsAt = new Date(body.startsAt).toISOString();
        const input = { hall, series: seriesOf(hall, body.seriesId), itemId, startsAt, citizenId: citizen.id, phone, person };
        return c.json(await book(deps, citizen, input, commandOf(c, 'booking.book', body)));
      },
    )
    .get(
      '/bookings/:bookingId',
      route('readMyBooking', {
        summary: 'One of the own bookings',
        tag: 'bookings',
        who: 'citizen',
        result: s.myBooking,
        errors: ['not_found'],
      }),
      valid('param', bookingId),
      async (c) => c.json(await mine(c, c.req.valid('param').bookingId)),
    )
    .get(
      '/bookings/:bookingId/calendar.ics',
      route('readBookingCalendar', {
        summary: 'The booking for a calendar (RFC 5545)',
        tag: 'bookings',
        who: 'citizen',
        media: 'text/calendar',
        result: z.string(),
        errors: ['not_found'],
      }),
      valid('param', bookingId),
      valid('query', z.object({ lang: z.enum(['zh', 'en']).optional() })),
      async (c) => {
        const one = await mine(c, c.req.valid('param').bookingId);
        const lang = c.req.valid('query').lang ?? 'zh';
        c.header('Cache-Control', 'no-store');
        c.header('Content-Disposition', `attachment; filename="booking-${one.startsAt.slice(0, 10)}.ics"`);
        return c.body(calendarOfBooking(one, lang, new Date(deps.now()).toISOString()), 200, {
          'content-type': 'text/calendar; charset=utf-8',
        });
      },
    )
    .post(
      '/bookings/:bookingId/cancel',
      route('cancelBooking', {
        summary: 'Give the place back',
        tag: 'bookings',
        who: 'citizen',
        command: true,
        result: pressed,
        errors: ['not_found', 'booking.not_allowed', 'booking.cancel_late'],
      }),
      valid('param', bookingId),
      async (c) => {
        const citizen = await who(c);
        const one = await ownBooking(deps, citizen, c.req.valid('param').bookingId);
        return c.json(await pressBooking(deps, one, citizen, 'citizen', 'cancel', commandOf(c, 'booking.cancel', { id: one.id })));
      },
    )
    .post(
      '/bookings/:bookingId/check-in',
      route('checkInBooking', {
        summary: 'Say by phone that one is there: gives the number',
        tag: 'bookings',
        who: 'citizen',
        command: true,
        result: z.object({ ticket: slip }),
        errors: ['not_found', 'booking.not_allowed', 'booking.early', 'booking.late', 'hall.closed', 'series.closed'],
      }),
      valid('param', bookingId),
      async (c) => {
        const citizen = await who(c);
        const one = await ownBooking(deps, citizen, c.req.valid('param').bookingId);
        const hall = await deps.halls.hall(one.hall.id);
        const { waits } = await deps.publisher.recent(hall.id, 20_000);
        const command = commandOf(c, 'booking.check-in', { id: one.id });
        const ticket = await checkIn(deps, one, hall, citizen, 'citizen', waits, command);
        return c.json({ ticket: slipOf(deps, hall, ticket, await namesOfItems(deps, ticket.itemId === null ? [] : [ticket.itemId])) });
      },
    );
}

function seriesOf(hall: HallInfo, id: string) {
  const series = hall.series.get(id);
  if (!series) throw new DomainError('not_found');
  return series;
}

/** An hour before, the phone says it. */
const alarmMinutes = 60;

function calendarOfBooking(one: z.infer<typeof s.myBooking>, lang: 'zh' | 'en', stamp: string): string {
  const named = (name: { zh: string; en: string | null }): string => (lang === 'en' ? (name.en ?? name.zh) : name.zh);
  const around = { from: wallTime(one.checkInFrom, one.hall.timeZone), until: wallTime(one.checkInUntil, one.hall.timeZone) };
  const words = { series: named(one.series.name), hall: named(one.hall.name), code: one.code, ...around };
  return calendarFile({
    uid: `${one.id}@one-window`,
    stamp,
    sequence: one.state === 'CANCELLED' ? 1 : 0,
    startsAt: one.startsAt,
    endsAt: one.endsAt,
    summary: messageText('message.calendar.summary', words, lang),
    location: [words.hall, one.series.place && named(one.series.place)].filter(Boolean).join(' '),
    description: messageText('message.calendar.text', words, lang),
    cancelled: one.state === 'CANCELLED',
    alarmMinutes,
  });
}

/** The kiosk: a code typed, or read by a scanner that types; or the card of who is booked, whose number is not kept. */
export function hallBookingRoutes(deps: QueueDeps) {
  const limits = limiter(deps);
  const assertRate = deviceRate(deps);
  return new Hono<Env>().post(
    '/bookings/check-in',
    route('checkInAtKiosk', {
      summary: 'Check a booking in by its code, or by the ID card of who is booked',
      tag: 'bookings',
      who: 'device',
      command: true,
      result: z.object({ ticket: slip }),
      errors: [
        'not_found',
        'device.wrong_kind',
        'limit.too_many',
        'booking.not_allowed',
        'booking.early',
        'booking.late',
        'hall.closed',
        'series.closed',
      ],
    }),
    valid('json', s.checkInBody),
    async (c) => {
      const device = await requireDevice(deps, c, 'kiosk');
      const hall = await deps.halls.hall(device.hallId);
      assertRate(hall, device);
      const body = c.req.valid('json');
      await limits.attempt('booking_code', { device: device.id });
      const one = 'code' in body ? await bookingByCode(deps, hall, body.code) : await bookingByCard(deps, hall, body.idNo);
      await limits.succeeded('booking_code', { device: device.id });
      const { waits } = await deps.publisher.recent(hall.id, 20_000);
      const ticket = await checkIn(deps, one, hall, device, 'device', waits, commandOf(c, 'booking.check-in', { id: one.id }));
      return c.json({ ticket: slipOf(deps, hall, ticket, await namesOfItems(deps, ticket.itemId === null ? [] : [ticket.itemId])) });
    },
  );
}

/** The day's bookings, for who manages the hall. */
export function deskBookingRoutes(deps: QueueDeps) {
  const hallId = z.object({ hallId: z.uuid() });
  return new Hono<Env>()
    .get(
      '/halls/:hallId/bookings',
      route('listHallBookings', {
        summary: 'Bookings of a day, names masked',
        tag: 'bookings',
        result: s.hallBookings,
        errors: ['not_found', 'auth.forbidden'],
      }),
      valid('param', hallId),
      valid('query', z.object({ date: z.iso.date().optional() })),
      async (c) => {
        const actor = await requireStaff(deps, c);
        const hall = await deps.halls.hall(c.req.valid('param').hallId);
        await requireHall(deps, actor, 'hall.manage', hall);
        const date = c.req.valid('query').date ?? businessDateOf(hall, new Date(deps.now()).toISOString());
        return c.json(await bookingsOf(deps, hall, date));
      },
    )
    .post(
      '/halls/:hallId/bookings/:bookingId/release',
      route('releaseBooking', {
        summary: 'The hall cannot keep this booking: the place is free again, the citizen is told, and it is no no-show',
        tag: 'bookings',
        command: true,
        result: pressed,
        errors: ['not_found', 'auth.forbidden', 'booking.not_allowed'],
      }),
      valid('param', hallId.extend(bookingId.shape)),
      async (c) => {
        const actor = await requireStaff(deps, c);
        const { hallId: at, bookingId: id } = c.req.valid('param');
        const hall = await deps.halls.hall(at);
        await requireHall(deps, actor, 'hall.manage', hall);
        const one = await bookingInHall(deps, hall, id);
        const command = commandOf(c, 'booking.release', { id });
        return c.json(await pressBooking(deps, one, actor, 'manager', 'release', command, tells(deps, hall, 'message.booking.released')));
      },
    );
}
