import { query, revalidate } from '@solidjs/router';
import type { PortalApi } from '@one-window/api/client';
import { ApiError } from '@one-window/ui/api';
import { call } from '../home/data.ts';
import { attemptKey, forget } from '../mine/kept.ts';

export type BookableHall = PortalApi['GET /api/booking-halls']['answer']['halls'][number];
export type Offer = PortalApi['GET /api/booking-halls/:hallId/:seriesId']['answer'];
export type MyBooking = PortalApi['GET /api/bookings/:bookingId']['answer'];
type BookJson = PortalApi['POST /api/bookings']['json'];

const unlessSignedOut = (error: unknown): null => {
  if (error instanceof ApiError && error.code === 'auth.required') return null;
  throw error;
};

export const bookableHalls = query(() => call('GET /api/booking-halls').then((a) => a.halls), 'booking-halls');
/** `null` = nobody is signed in. */
export const offerOf = query(
  (hallId: string, seriesId: string) =>
    call('GET /api/booking-halls/:hallId/:seriesId', { param: { hallId, seriesId } }).catch(unlessSignedOut),
  'booking-offer',
);
/** `null` = nobody is signed in. */
export const myBookings = query(
  () =>
    call('GET /api/bookings')
      .then((a) => a.bookings)
      .catch(unlessSignedOut),
  'my-bookings',
);

/** `signed_out` or `null` (there is none, or it is not one's own). */
export const myBooking = query(async (bookingId: string): Promise<MyBooking | 'signed_out' | null> => {
  try {
    return await call('GET /api/bookings/:bookingId', { param: { bookingId } });
  } catch (error) {
    if (error instanceof ApiError && error.code === 'auth.required') return 'signed_out';
    if (error instanceof ApiError && error.code === 'not_found') return null;
    throw error;
  }
}, 'my-booking');

/** Once, however often it has to be sent: the key is given up only when an answer came. */
async function once<T>(name: string, body: unknown, send: (key: string) => Promise<T>): Promise<T> {
  try {
    const answer = await send(attemptKey(name, body));
    forget(name);
    return answer;
  } catch (error) {
    if (error instanceof ApiError && !error.unanswered) forget(name);
    throw error;
  } finally {
    void revalidate(['my-bookings', 'my-booking', 'booking-offer']);
  }
}

export const sendBooking = (json: BookJson): Promise<{ id: string }> =>
  once('book', json, (key) => call('POST /api/bookings', { json, key }));

export const cancelBooking = (bookingId: string): Promise<unknown> =>
  once(`cancel.${bookingId}`, null, (key) => call('POST /api/bookings/:bookingId/cancel', { param: { bookingId }, key }));

export const checkIn = (bookingId: string): Promise<unknown> =>
  once(`check-in.${bookingId}`, null, (key) => call('POST /api/bookings/:bookingId/check-in', { param: { bookingId }, key }));
