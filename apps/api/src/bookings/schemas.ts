import { z } from 'zod';
import { bookingStates } from '@one-window/domain/booking';
import { name } from '../schemas.ts';

const id = z.uuid();
const state = z.enum(bookingStates).meta({ id: 'BookingState' });
const place = z.object({ id, name, place: name.nullable() });

export const checkInBody = z.union([
  z.object({ code: z.string().regex(/^\d{8}$/) }),
  z.object({ idNo: z.string().regex(/^[1-9]\d{16}[\dX]$/) }).meta({ description: 'Read from the card of who is booked; it is not kept' }),
]);

/** Halls with the queues that can be booked there. */
export const bookable = z.object({ halls: z.array(z.object({ id, name, series: z.array(place) })) });

const masked = z.object({ name: z.string().nullable(), idNo: z.string().nullable() }).meta({ id: 'BookedFor', description: 'Masked' });

export const offer = z.object({
  timeZone: z.string(),
  days: z.array(
    z.object({
      date: z.string(),
      mine: z.boolean().meta({ description: 'There is an own booking on this day already' }),
      slots: z.array(z.object({ startsAt: z.string(), endsAt: z.string(), free: z.number().int().min(0) })),
    }),
  ),
  rules: z.object({
    cancelMinutes: z.number(),
    earlyMinutes: z.number(),
    lateMinutes: z.number(),
    noShowMax: z.number(),
    noShowDays: z.number(),
  }),
  barredUntil: z.string().nullable().meta({ description: 'The last day on which nothing can be booked' }),
  as: masked.nullable().meta({ description: 'For whom this phone books' }),
});

export const bookBody = z.object({
  hallId: id,
  seriesId: id,
  itemId: id.nullish(),
  startsAt: z.iso.datetime(),
  person: z
    .object({ name: z.string().trim().min(1).max(100), idNo: z.string().trim().min(1).max(30) })
    .nullable()
    .meta({ description: 'null: for whom this phone booked last' }),
});

export const myBooking = z
  .object({
    id,
    state,
    byHall: z.boolean(),
    code: z.string().meta({ description: 'Eight digits, typed or scanned at the kiosk of this hall' }),
    hall: z.object({ id, name, phone: z.string().nullable(), timeZone: z.string() }),
    series: place,
    itemName: z.string().nullable(),
    for: masked,
    startsAt: z.string(),
    endsAt: z.string(),
    checkInFrom: z.string(),
    checkInUntil: z.string(),
    cancelUntil: z.string(),
    ticket: z.object({ number: z.string(), url: z.string() }).nullable(),
  })
  .meta({ id: 'MyBooking' });

export const hallBookings = z.object({
  date: z.string(),
  timeZone: z.string(),
  counts: z.object(
    Object.fromEntries(bookingStates.map((s) => [s, z.number().int()])) as Record<(typeof bookingStates)[number], z.ZodNumber>,
  ),
  rows: z.array(
    z.object({
      id,
      seriesId: id,
      seriesName: name,
      itemName: z.string().nullable(),
      personName: z.string().nullable().meta({ description: 'Masked' }),
      startsAt: z.string(),
      endsAt: z.string(),
      checkInUntil: z.string(),
      state,
      byHall: z.boolean(),
      number: z.string().nullable(),
      endedAt: z.string().nullable(),
    }),
  ),
});
