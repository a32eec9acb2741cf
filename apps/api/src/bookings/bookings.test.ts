import { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { localTime, wallTime } from '@one-window/domain/time';
import { citizenRoutes } from '../citizens/routes.ts';
import { privacyNotice } from '../citizens/sessions.ts';
import type { Env } from '../http.ts';
import { verifyLog } from '../log/verify.ts';
import { decryptField } from '../security/fields.ts';
import { browser } from '../staff/testing.ts';
import { testApp } from '../testing-truth.ts';
import { post, testClerk, testDeps, testDevice, testHall, type TestDeps, type TestHall } from '../testing.ts';
import { missBookings, remindBooked } from './jobs.ts';
import { citizenBookingRoutes, deskBookingRoutes, hallBookingRoutes } from './routes.ts';

let deps: TestDeps;
let hall: TestHall;
let apps: Record<'portal' | 'desk' | 'hall', ReturnType<typeof testApp>>;
let ahead = 0;
/** Two people with numbers whose check digit is right. */
const [li, wang] = [
  { name: '李𠮷', idNo: '511602195207150022' },
  { name: '王小明', idNo: '110101199003078515' },
];

/** A zone in which it is about noon now: the tests may run at midnight, and a booked time may lie a quarter of an hour ahead. */
function noonZone(): string {
  const off = 12 - new Date().getUTCHours();
  return off === 0 ? 'Etc/GMT' : `Etc/GMT${off > 0 ? '-' : '+'}${Math.abs(off)}`;
}

beforeAll(async () => {
  deps = await testDeps({ now: () => Date.now() + ahead });
  // on the same day, too, so that who books can check in
  hall = await testHall(deps.sql, { series: 2, policy: { bookAheadDays: 0, noShowMax: 2 } });
  await deps.owner`update realms set time_zone = ${noonZone()}`;
  await deps.owner`update halls set opens_minutes = 0, closes_minutes = 1440`;
  await deps.owner`update series set booking_quota = 2, booking_minutes = 5`;
  const today = localTime(new Date().toISOString(), noonZone()).date;
  await deps.owner`insert into calendar_years (year, published, notices, source, loaded_at) values (2026, true, '{}', 'test', now())`;
  await deps.owner`
    insert into calendar_days (date, kind, name, notice_year)
    select d::date, 'work', 'x', 2026 from generate_series(${today}::date - 3, ${today}::date + 10, interval '1 day') d`;
  deps.halls.clear();
  const ready = async (): Promise<void> => undefined;
  const portal = new Hono<Env>().route('/', citizenRoutes(deps)).route('/', citizenBookingRoutes(deps));
  apps = {
    portal: testApp(deps, 'portal', { ready, api: portal }),
    desk: testApp(deps, 'desk', { ready, api: new Hono<Env>().route('/', deskBookingRoutes(deps)) }),
    hall: testApp(deps, 'hall', { ready, api: new Hono<Env>().route('/', hallBookingRoutes(deps)) }),
  };
});
beforeEach(() => {
  ahead = 0;
});
afterAll(() => deps.close());

type Phone = ReturnType<typeof browser>;
interface Answer {
  readonly [name: string]: never;
}
let numbers = 0;

async function signedIn(): Promise<Phone> {
  const phone = browser(apps.portal);
  const number = `139${String(20_000_000 + (numbers += 1))}`;
  await phone.post('/sign-in/code', { phone: number });
  const code = /\d{6}/.exec(await lastText('code'))![0];
  expect((await phone.post('/sign-in', { phone: number, code, noticeVersion: privacyNotice })).status).toBe(200);
  return phone;
}

async function lastText(about: string): Promise<string> {
  const [row] = await deps.sql<{ id: string; text_enc: string }[]>`
    select id, text_enc from messages where about = ${about} order by id desc limit 1`;
  return row ? decryptField(deps.keys, { table: 'messages', column: 'text_enc', row: row.id }, row.text_enc) : '';
}

/** The first slots of today; each test has a queue of its own or clears it. */
async function slots(phone: Phone, day = 0, queue = 0): Promise<string[]> {
  const offer = (await phone.get(`/booking-halls/${hall.id}/${hall.series[queue]!}`)).body as unknown as Answer;
  return (offer['days'] as unknown as { slots: { startsAt: string }[] }[])[day]!.slots.map((slot) => slot.startsAt);
}
const asked = (startsAt: string, person: object | null, queue = 0): object => ({
  hallId: hall.id,
  seriesId: hall.series[queue]!,
  startsAt,
  person,
});
const book = (phone: Phone, startsAt: string, person: object | null = null, queue = 0) =>
  phone.post('/bookings', asked(startsAt, person, queue));
const idOf = (answer: { body: unknown }): string => String((answer.body as Answer)['id']);
const read = async (phone: Phone, id: string): Promise<Readonly<Record<string, string>>> => {
  const { body } = await phone.get(`/bookings/${id}`);
  return body;
};
/** What no clock of the test can do: the database's is its own. */
const movedBy = (id: string, minutes: number) =>
  deps.owner`update bookings set starts_at = starts_at + ${minutes} * interval '1 minute', ends_at = ends_at + ${minutes} * interval '1 minute',
    check_in_from = check_in_from + ${minutes} * interval '1 minute', check_in_until = check_in_until + ${minutes} * interval '1 minute' where id = ${id}`;

describe('the last place of a slot', () => {
  test('is kept for one of those who press at once, the others hear that it is full, and a released one is offered again', async () => {
    const phones: Phone[] = [];
    // one after the other: the code is read from the newest message
    while (phones.length < 6) phones.push(await signedIn());
    const at = (await slots(phones[0]!, 1))[0]!;
    const people = phones.map((_, i) => ({ name: `甲${i}`, idNo: idNumber(i) }));
    const answers = await Promise.all(phones.map((phone, i) => book(phone, at, people[i])));
    expect(answers.map((a) => a.status).sort((a, b) => a - b)).toEqual([200, 200, 409, 409, 409, 409]);
    expect(answers.flatMap((a) => a.body.error?.code ?? [])).toEqual(Array.from({ length: 4 }, () => 'booking.full'));
    const [winner, loser] = [answers.findIndex((a) => a.status === 200), answers.findIndex((a) => a.status === 409)];
    expect((await phones[winner]!.post(`/bookings/${idOf(answers[winner]!)}/cancel`, {})).status).toBe(200);
    expect((await book(phones[loser]!, at, people[loser])).status).toBe(200);
    const rows = await deps.sql`select place from bookings where starts_at = ${at} and state <> 'CANCELLED' order by place`;
    expect(rows.map((row) => row['place'])).toEqual([1, 2]);
  });
});

describe('who books', () => {
  test('books once a day in all halls, from one phone for one person, and sees nobody’s bookings but their own', async () => {
    const [phone, other] = [await signedIn(), await signedIn()];
    const times = await slots(phone, 2);
    const id = idOf(await book(phone, times[0]!, li));
    expect((await book(phone, times[1]!, li)).body.error?.code).toBe('booking.one_a_day');
    expect((await book(other, times[1]!, li)).body.error?.code).toBe('booking.one_a_day');
    const nextDay = (await slots(phone, 3))[0]!;
    expect((await book(phone, nextDay, wang)).body.error?.code).toBe('booking.other_person');
    // for the same one nothing is typed again
    const second = await book(phone, nextDay);
    expect(second.status).toBe(200);
    expect(await lastText('booking.made')).toContain((await read(phone, idOf(second)))['code']);
    const one = await read(phone, id);
    expect(one).toMatchObject({ state: 'BOOKED', for: { name: '李*', idNo: '511***********0022' }, ticket: null });
    for (const path of [`/bookings/${id}`, `/bookings/${id}/calendar.ics`]) expect((await other.get(path)).status).toBe(404);
    expect((await other.post(`/bookings/${id}/cancel`, {})).status).toBe(404);
    expect((await browser(apps.portal).get('/bookings')).status).toBe(401);
    expect((await book(phone, '2020-01-01T01:00:00.000Z')).body.error?.code).toBe('booking.closed');
    const file = await phone.raw(`/bookings/${id}/calendar.ics`);
    expect([file.headers.get('content-type'), (await file.text()).includes(`UID:${id}@one-window`)]).toEqual([
      'text/calendar; charset=utf-8',
      true,
    ]);
  });

  test('and stays away twice is not offered a place until the bar is over, and is told until when', async () => {
    const phone = await signedIn();
    for (const day of [4, 0]) {
      const id = idOf(await book(phone, (await slots(phone, day))[0]!, wang));
      await deps.owner`update bookings set business_date = business_date - 30 where id = ${id}`;
      await movedBy(id, -day * 1_440 - 60);
    }
    await missBookings(deps);
    const [{ bookings }] = [(await phone.get('/bookings')).body as unknown as { bookings: { state: string }[] }];
    expect(bookings.map((one) => one.state)).toEqual(['NO_SHOW', 'NO_SHOW']);
    expect(await lastText('booking.missed')).toContain('记了一次没来');
    const refused = await book(phone, (await slots(phone, 3))[5]!);
    expect(refused.body.error).toMatchObject({ code: 'booking.barred', details: { max: 2, days: 90 } });
  });
});

describe('check-in', () => {
  const checkIn = (code: string) => post(apps.hall, '/api/bookings/check-in', testDevice(deps, hall.id), { code });

  test('at the kiosk makes a number of the queue that counts from the booked time; the same press gives the same number', async () => {
    const phone = await signedIn();
    const startsAt = (await slots(phone, 0, 1))[0]!;
    const { code, id } = await read(phone, idOf(await book(phone, startsAt, { name: '赵', idNo: idNumber(20) }, 1)));
    const kiosk = testDevice(deps, hall.id);
    const key = 'the-same-press';
    const [first, again] = [
      await post(apps.hall, '/api/bookings/check-in', kiosk, { code }, key),
      await post(apps.hall, '/api/bookings/check-in', kiosk, { code }, key),
    ];
    expect(first.status).toBe(200);
    expect(again.body).toEqual(first.body);
    const [ticket] =
      await deps.sql`select number, booked_at, person_id is not null as known, series_id from tickets order by taken_at desc limit 1`;
    expect(ticket).toEqual({ number: 'B0001', booked_at: startsAt, known: true, series_id: hall.series[1] });
    expect(await read(phone, id!)).toMatchObject({ state: 'CHECKED_IN', ticket: { number: 'B0001' } });
    expect((await checkIn(code!)).body['error']).toMatchObject({ code: 'booking.not_allowed' });
    expect((await checkIn('00000000')).status).toBe(404);
  });

  test('says from when it is possible, and that it is too late; the phone checks in as well', async () => {
    const phone = await signedIn();
    const soon = (await slots(phone, 0, 1))[6]!;
    const id = idOf(await book(phone, soon, { name: '钱', idNo: idNumber(21) }, 1));
    const { code } = await read(phone, id);
    expect((await checkIn(code!)).body['error']).toMatchObject({ code: 'booking.early' });
    await movedBy(id, -61);
    expect((await checkIn(code!)).body['error']).toMatchObject({ code: 'booking.late', details: { seriesId: hall.series[1] } });
    await movedBy(id, 32);
    const answer = await phone.post(`/bookings/${id}/check-in`, {});
    expect((answer.body as unknown as { ticket: { number: string; url: string } }).ticket).toMatchObject({ number: 'B0002' });
  });

  test('by the card of who is booked is the same, in this hall alone; a card tells a stranger nothing, and its number is kept nowhere', async () => {
    const phone = await signedIn();
    const own = idNumber(25);
    const id = idOf(await book(phone, (await slots(phone, 0, 1))[1]!, { name: '周', idNo: own }, 1));
    const card = (idNo: string, device = testDevice(deps, hall.id)) => post(apps.hall, '/api/bookings/check-in', device, { idNo });
    const elsewhere = await testHall(deps.owner, { beside: hall });
    deps.halls.clear();
    const refused = [await card(idNumber(26)), await card(own, testDevice(deps, elsewhere.id))];
    expect(refused.map(({ status, body }) => [status, (body['error'] as { code: string }).code])).toEqual(
      Array(2).fill([404, 'not_found']),
    );
    expect((await card(own)).body).toMatchObject({ ticket: { number: expect.stringMatching(/^B/) as string } });
    expect(await read(phone, id)).toMatchObject({ state: 'CHECKED_IN' });
    const [kept] = await deps.owner`
      select count(*)::int as n from command_keys where response like ${`%${own}%`} union all select count(*)::int from events where body::text like ${`%${own}%`}`;
    expect(kept).toEqual({ n: 0 });
  });
});

describe('the hall', () => {
  test('lists its day with masked names, and what it cannot keep is nobody’s no-show', async () => {
    const phone = await signedIn();
    const id = idOf(await book(phone, (await slots(phone, 1, 1))[0]!, { name: '孙小美', idNo: idNumber(22) }, 1));
    const clerk = testClerk(deps);
    const date = localTime((await read(phone, id))['startsAt']!, noonZone()).date;
    const list = await apps.desk.request(`/api/halls/${hall.id}/bookings?date=${date}`, { headers: { 'x-test-staff': clerk.id } });
    const text = await list.text();
    expect(text).toContain('孙*美');
    expect(text).not.toContain('孙小美');
    expect((await post(apps.desk, `/api/halls/${hall.id}/bookings/${id}/release`, clerk, {})).status).toBe(200);
    expect(await read(phone, id)).toMatchObject({ state: 'CANCELLED', byHall: true });
    expect(await lastText('booking.released')).toContain('不算您没来');
  });

  test('that stays shut tells who is booked the day before, and holds nobody to it', async () => {
    const fresh = await signedIn();
    const id = idOf(await book(fresh, (await slots(fresh, 1))[2]!, { name: '吴', idNo: idNumber(24) }));
    await deps.owner`update bookings set made_at = made_at - interval '13 hours' where id = ${id}`;
    await deps.owner`insert into hall_closures (id, hall_id, from_date, to_date, reason)
      select gen_random_uuid(), d.hall_id, d.business_date, d.business_date, '停电检修' from bookings b join booking_days d on d.id = b.booking_day_id where b.id = ${id}`;
    await remindBooked(deps);
    expect(await read(fresh, id)).toMatchObject({ state: 'CANCELLED', byHall: true });
    expect(await lastText('booking.released')).toContain('不算您没来');
    await deps.owner`delete from hall_closures`;
  });

  test('reminds who comes tomorrow once; nobody’s name or number stands in the log, and the tables are what the log says', async () => {
    const fresh = await signedIn();
    const id = idOf(await book(fresh, (await slots(fresh, 1))[3]!, { name: '周', idNo: idNumber(23) }));
    await deps.owner`update bookings set made_at = made_at - interval '13 hours' where id = ${id}`;
    await remindBooked(deps);
    const told = await lastText('booking.reminded');
    expect(told).toContain('提醒');
    expect(await remindBooked(deps)).toBe(0);
    const [{ log }] = await deps.sql<[{ log: string }]>`select string_agg(body, '') as log from events where kind = 'booking_day'`;
    expect(log).not.toMatch(/李|王小明|511602195207150022|139\d{8}/);
    const { findings } = await verifyLog(deps.sql);
    // the tests moved some rows by hand; of everything else table and log agree, and no chain is broken
    expect(findings.filter((f) => f.damage !== 'row differs')).toEqual([]);
  });
});

/** A number of identity that is right, the nth of a village. */
function idNumber(n: number): string {
  const body = `51160219800101${String(100 + n)}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  return body + '10X98765432'[weights.reduce((sum, w, i) => sum + w * Number(body[i]), 0) % 11]!;
}

test('who finds the numbers of the day gone hears of the next three free slots, at the kiosk and at the guide desk; where nothing can be booked, of none', async () => {
  const seriesId = hall.series[1]!;
  const kiosk = testDevice(deps, hall.id);
  const take = async () => (await post(deps.apps.hall, '/api/tickets', kiosk, { seriesId })).body.error;
  await deps.owner`update series set daily_max = 1 where id = ${seriesId}`;
  deps.halls.clear();
  await take();
  const offer = (await (await signedIn()).get(`/booking-halls/${hall.id}/${seriesId}`)).body as unknown as Answer;
  const free = (offer['days'] as unknown as { slots: { startsAt: string; free: number }[] }[])
    .flatMap((day) => day.slots)
    .filter((slot) => slot.free > 0);
  const told = free.slice(0, 3).map(({ startsAt: at }) => `${localTime(at, noonZone()).date} ${wallTime(at, noonZone())}`);
  const full = { code: 'series.full', details: { max: 1, seriesId, slots: told } };
  expect(await take()).toMatchObject(full);
  const byHand = await post(deps.apps.desk, `/api/halls/${hall.id}/guide`, testClerk(deps), { action: 'take', seriesId });
  expect(byHand.body.error).toMatchObject(full);
  await deps.owner`update series set booking_quota = null where id = ${seriesId}`;
  deps.halls.clear();
  expect(await take()).not.toHaveProperty('details.slots');
  await deps.owner`update series set booking_quota = 2, daily_max = null where id = ${seriesId}`;
  deps.halls.clear();
});
