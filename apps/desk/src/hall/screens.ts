import type { DeskApi } from '@one-window/api/client';
import { bookingStates, type BookingState } from '@one-window/domain/booking';
import { addMs } from '@one-window/domain/time';
import { Refusal, type Answers, type Fixture } from '@one-window/ui/fixture';
import type { ScreenEntry } from '@one-window/ui/screens';

type Day = DeskApi['GET /api/halls/:hallId/bookings']['answer'];
type As = (api: Answers<DeskApi>) => () => Fixture<DeskApi>;

const nine = '2026-11-24T01:00:00.000Z';
const names = ['王*', '李*华', '买***提', '陈*', '赵*燕', '周*'];
const longName = '不动产登记、房屋交易备案、土地使用权转让与抵押、水电气网联动过户及历史档案查询';

function booking(i: number, state: BookingState, itemName: string | null): Day['rows'][number] {
  const startsAt = addMs(nine, Math.floor(i / 3) * 30 * 60_000);
  return {
    id: `booking-${i}`,
    seriesId: 'series-A',
    seriesName: { zh: '个人综合', en: 'Personal' },
    itemName,
    personName: names[i % names.length]!,
    startsAt,
    endsAt: addMs(startsAt, 30 * 60_000),
    checkInUntil: addMs(startsAt, 15 * 60_000),
    state,
    byHall: state === 'CANCELLED' && i % 2 === 0,
    number: state === 'CHECKED_IN' ? `A00${String(i + 10)}` : null,
    endedAt: state === 'BOOKED' ? null : startsAt,
  };
}

function dayOf(rows: Day['rows']): Day {
  const counts = Object.fromEntries(bookingStates.map((state) => [state, rows.filter((row) => row.state === state).length]));
  return { date: '2026-11-24', timeZone: 'Asia/Shanghai', counts: counts as Day['counts'], rows };
}

const busy = Array.from({ length: 14 }, (_, i) =>
  booking(i, bookingStates[[1, 1, 3, 1, 2, 0][i % 6]!]!, i % 2 === 0 ? '居民身份证换领' : null),
);
const huge = Array.from({ length: 600 }, (_, i) => booking(i, bookingStates[i % 4]!, longName));

/** The day's bookings of a hall, for its manager. */
export function bookingScreens(asManager: As, asClerk: As): Record<'bookings', ScreenEntry<DeskApi>> {
  const of = 'GET /api/halls/:hallId/bookings';
  return {
    bookings: {
      path: '/hall/hall-1/bookings?date=2026-11-24',
      states: {
        empty: asManager({ [of]: dayOf([]) }),
        busy: asManager({ [of]: dayOf(busy) }),
        loading: asManager({ [of]: null }),
        error: asManager({ [of]: new Refusal(503, 'unavailable') }),
        denied: asClerk({ [of]: new Refusal(403, 'auth.forbidden') }),
        huge: asManager({ [of]: dayOf(huge) }),
        stale: 'n/a: a list of a day is read when it is opened',
      },
    },
  };
}
