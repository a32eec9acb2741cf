import type { PortalApi } from '@one-window/api/client';
import { Refusal, type Answers, type Fixture } from '@one-window/ui/fixture';
import type { ScreenEntry } from '@one-window/ui/screens';
import type { MyBooking, Offer } from './data.ts';

export type BookRoute = 'book' | `booking${'' | ' checked in' | ' missed'}`;

const hall = { zh: '广安区政务服务中心', en: "Guang'an District Service Centre" };
const series = { id: 's1', name: { zh: '个人综合', en: 'Personal services' }, place: { zh: '一楼东区，1 至 6 号窗口', en: null } };
export const bookable: Answers<PortalApi> = { 'GET /api/booking-halls': { halls: [{ id: 'h1', name: hall, series: [series] }] } };

const slot = (hour: number, free: number) => ({
  startsAt: `2026-11-25T${String(hour - 8).padStart(2, '0')}:00:00.000Z`,
  endsAt: `2026-11-25T${String(hour - 8).padStart(2, '0')}:30:00.000Z`,
  free,
});
const full = { date: '2026-11-26', mine: false, slots: [slot(9, 0), slot(10, 0)] };
const offer: Offer = {
  timeZone: 'Asia/Shanghai',
  days: [
    { date: '2026-11-25', mine: false, slots: [slot(9, 0), slot(10, 3), slot(11, 1), slot(14, 4), slot(15, 0), slot(16, 4)] },
    full,
    { ...full, date: '2026-11-27', mine: true },
    { ...full, date: '2026-11-30', slots: [slot(9, 4)] },
    { ...full, date: '2026-12-01', slots: [slot(9, 4)] },
  ],
  rules: { cancelMinutes: 120, earlyMinutes: 15, lateMinutes: 15, noShowMax: 3, noShowDays: 90 },
  barredUntil: null,
  as: null,
};
const hugeOffer: Offer = {
  ...offer,
  as: { name: '欧阳*𠮷', idNo: '511***********0022' },
  days: offer.days.map((day) => ({ ...day, mine: false, slots: Array.from({ length: 60 }, (_, i) => slot(9 + (i % 8), i % 3)) })),
};

const booked: MyBooking = {
  id: 'b1',
  state: 'BOOKED',
  byHall: false,
  code: '07391482',
  hall: { id: 'h1', name: hall, phone: null, timeZone: 'Asia/Shanghai' },
  series,
  itemName: '居民身份证办理（包括临时）',
  for: { name: '欧阳*𠮷', idNo: '511***********0022' },
  startsAt: '2099-11-25T02:00:00.000Z',
  endsAt: '2099-11-25T02:30:00.000Z',
  checkInFrom: '2099-11-25T01:45:00.000Z',
  checkInUntil: '2099-11-25T02:15:00.000Z',
  cancelUntil: '2099-11-25T00:00:00.000Z',
  ticket: null,
};
const long = '因重大自然灾害、突发公共卫生事件等不可抗力造成损失的个体工商户及农村承包经营户减免申请（含𠮷姓）';
export const bookings: readonly MyBooking[] = [booked, { ...booked, id: 'b2', state: 'NO_SHOW', startsAt: '2026-11-20T02:00:00.000Z' }];

const offline = new Refusal(503, 'unavailable');
const signedOut = new Refusal(401, 'auth.required');
const answers =
  (api: Answers<PortalApi>): (() => Fixture<PortalApi>) =>
  () => ({ api: { 'GET /api/me': { phone: '138****1111', lang: 'zh' }, ...bookable, ...api } });
const of = (one: MyBooking) => answers({ 'GET /api/bookings/:bookingId': one });
const drawn = 'n/a: drawn with the booking that is to come';
const readAnew = 'n/a: read anew each half minute; what has changed since is told where it is pressed';

const another = (id: string, one: MyBooking): ScreenEntry<PortalApi> => ({
  path: `/bookings/${id}`,
  states: { empty: drawn, busy: of(one), loading: drawn, error: drawn, denied: drawn, huge: drawn, stale: drawn },
});

/** Booking a visit, and what was booked. */
export const bookScreens: Record<BookRoute, ScreenEntry<PortalApi>> = {
  book: {
    path: '/book?hall=h1&series=s1',
    states: {
      empty: answers({ 'GET /api/booking-halls': { halls: [] } }),
      busy: answers({ 'GET /api/booking-halls/:hallId/:seriesId': offer }),
      loading: answers({ 'GET /api/booking-halls/:hallId/:seriesId': null }),
      error: answers({ 'GET /api/booking-halls/:hallId/:seriesId': offline }),
      // who did not come too often
      denied: answers({ 'GET /api/booking-halls/:hallId/:seriesId': { ...offer, barredUntil: '2026-12-24' } }),
      huge: answers({ 'GET /api/booking-halls/:hallId/:seriesId': hugeOffer }),
      stale: readAnew,
    },
  },
  booking: {
    path: '/bookings/b1',
    states: {
      empty: answers({ 'GET /api/bookings/:bookingId': new Refusal(404, 'not_found') }),
      busy: of(booked),
      loading: answers({ 'GET /api/bookings/:bookingId': null }),
      error: answers({ 'GET /api/bookings/:bookingId': offline }),
      denied: answers({ 'GET /api/bookings/:bookingId': signedOut }),
      huge: of({ ...booked, itemName: long, hall: { ...booked.hall, name: { zh: long, en: null } } }),
      stale: readAnew,
    },
  },
  'booking checked in': another('b3', {
    ...booked,
    state: 'CHECKED_IN',
    ticket: { number: 'A0042', url: '/t/x' },
  }),
  'booking missed': another('b4', { ...booked, state: 'NO_SHOW' }),
};
