import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { verifyStream } from '../log/verify.ts';
import { sendDue } from '../messages/messages.ts';
import { putPerson } from '../people/persons.ts';
import { sweepExpired } from '../security/sweep.ts';
import { newKey, post, testClerk, testDeps, testDevice, testHall, type TestDeps, type TestHall } from '../testing.ts';
import { ticketIdOf } from './link.ts';
import { dropOver, readNotice, tellDue } from './notices.ts';

let deps: TestDeps;
let clock = Date.now();
beforeAll(async () => {
  deps = await testDeps({ now: () => clock });
});
afterAll(() => deps.close());

let hall: TestHall;
let kiosk: { kind: string; id: string };
beforeEach(async () => {
  hall = await testHall(deps.owner, { series: 1, windows: 1 });
  deps.halls.clear();
  kiosk = testDevice(deps, hall.id);
  phone = `1381234567${(phones += 1)}`;
});

let phone: string;
let phones = 0;
async function take(): Promise<{ page: string; id: string }> {
  const { body } = await post(deps.apps.hall, '/api/tickets', kiosk, { seriesId: hall.series[0] });
  const link = new URL((body as unknown as { ticket: { url: string } }).ticket.url).pathname.split('/').at(-1)!;
  return { page: `/api/tickets/${link}`, id: ticketIdOf(deps.keys.link, link)! };
}
const ask = (page: string, body: object = {}) =>
  post(deps.apps.portal, `${page}/notice`, null, { phone, lang: 'zh', consent: true, ...body });
async function next(): Promise<(body: object) => Promise<{ status: number }>> {
  const clerk = testClerk(deps);
  await post(deps.apps.desk, `/api/windows/${hall.windows[0]}/session`, clerk, { action: 'open' });
  return (body) => post(deps.apps.desk, `/api/windows/${hall.windows[0]}/actions`, clerk, body);
}
/** Later, so that the queue is read anew. */
const later = (ms: number): number => (clock = Math.max(clock, Date.now()) + ms);
const tell = (): Promise<number> => {
  later(2_000);
  return tellDue(deps);
};
const sent: { to: string; text: string }[] = [];
async function send(): Promise<string[]> {
  sent.length = 0;
  later(1_000);
  await dropOver(deps);
  await sendDue(deps, {
    send: async ({ to, text }) => void sent.push({ to, text }),
  });
  return sent.map(({ to, text }) => `${to} ${text}`);
}

test('who asked is told once when three are ahead, in their language, and the log never knows the phone', async () => {
  await Promise.all([take(), take(), take(), take()]);
  const mine = await take();
  expect((await ask(mine.page, { phone: `${phone.slice(0, 3)} ${phone.slice(3)}`, lang: 'en' })).body).toEqual({ notice: 'asked' });
  expect(await tell()).toBe(0);
  const press = await next();
  await press({ action: 'next' });
  later(2_000);
  // two processes at once: the fold lets one of them
  expect((await Promise.all([tellDue(deps), tellDue(deps)])).toSorted((a, b) => a - b)).toEqual([0, 1]);
  expect(await send()).toEqual([
    `${phone} One Window: 3 ahead of A0005. Please wait near the windows: 测试大厅. If you cannot come, please cancel on the phone page`,
  ]);
  expect([await tell(), await send()]).toEqual([0, []]);
  expect(await readNotice(deps.sql, deps.keys, mine.id)).toMatchObject({ phone, sent: true, failed: false });
  const told = await deps.owner<
    { type: string; body: string }[]
  >`select type, body from events where subject = ${mine.id} order by version`;
  expect(told.map((e) => e.type)).toEqual(['ticket.taken', 'ticket.notice_asked', 'ticket.noticed']);
  const [kept] = await deps.owner<{ all: string }[]>`
    select (select string_agg(e::text, '') from events e) || (select string_agg(k::text, '') from command_keys k) || (select string_agg(n::text, '') from ticket_notices n) as all`;
  expect(kept!.all).not.toMatch(/138 ?1234/);
});

test('who gave the number up, or took the phone back, is told nothing, even where the message lay ready', async () => {
  const [first, second] = [await take(), await take()];
  await ask(first.page);
  await ask(second.page);
  expect(await tell()).toBe(2);
  await post(deps.apps.portal, `${first.page}/cancel`, null, {});
  await post(deps.apps.portal, `${second.page}/notice/end`, null, {});
  expect(await send()).toEqual([]);
  expect(await readNotice(deps.sql, deps.keys, second.id)).toBeNull();
  expect((await ask(first.page)).status).toBe(409);
});

test('a hall without a voice tells who is called, shows the masked name on its boards, and tells again who is called again', async () => {
  const mine = await take();
  const person = await putPerson(deps.sql, deps.keys, { name: '欧阳若兰', idNo: null, phone: null }, true);
  await deps.owner`update tickets set person_id = ${person} where id = ${mine.id}`;
  const shown = async () => (await deps.publisher.fresh(hall.id)).publicView.calls.map((call) => call.name);
  await deps.owner`update halls set silent = true where id = ${hall.id}`;
  deps.halls.clear();
  await ask(mine.page);
  await tell();
  const press = await next();
  await press({ action: 'next' });
  expect(await shown()).toEqual(['欧阳*兰']);
  expect([await tell(), await tell()]).toEqual([1, 0]);
  expect(await send()).toEqual([
    `${phone} 【一窗】下一个就是 A0001，请到测试大厅等叫号`,
    `${phone} 【一窗】叫到 A0001 了，请到 1 号窗口（测试大厅）`,
  ]);
  await press({ action: 'hold', ticketId: mine.id });
  await press({ action: 'resume', ticketId: mine.id });
  expect(await tell()).toBe(1);
  await deps.owner`update halls set silent = false where id = ${hall.id}`;
  deps.halls.clear();
  expect(await shown()).toEqual([null]);
});

test('a phone that was only typed is asked for consent, and nobody makes it ring over and over', async () => {
  const mine = await take();
  expect((await ask(mine.page, { consent: false })).status).toBe(422);
  expect((await ask(mine.page, { phone: null })).body).toMatchObject({ error: { code: 'auth.required' } });
  const stranger = { phone: '13912345678' };
  const tries = [];
  for (let i = 0; i < 6; i += 1) tries.push((await ask((await take()).page, stranger)).status);
  expect(tries).toEqual([200, 200, 200, 200, 200, 429]);
});

test('the phone is forgotten with the day', async () => {
  const mine = await take();
  await ask(mine.page);
  await deps.owner`update hall_days set business_date = business_date - 3 where hall_id = ${hall.id}`;
  await sweepExpired(deps.sql);
  expect(await readNotice(deps.sql, deps.keys, mine.id)).toBeNull();
});

test('whoever goes to another hall of the area gets a number there for the one here, once, and both events name the other', async () => {
  const there = await testHall(deps.owner, { series: 1, windows: 1 });
  await deps.owner`update halls set realm_id = (select realm_id from halls where id = ${hall.id}) where id = ${there.id}`;
  deps.halls.clear();
  const kioskThere = testDevice(deps, there.id);
  await post(deps.apps.hall, '/api/tickets', kioskThere, { seriesId: there.series[0] });
  const mine = await take();
  await ask(mine.page, { lang: 'en' });
  // the other queue may be shown as it was five seconds ago
  later(6_000);
  const halls = (await (await deps.apps.portal.request(`${mine.page}/halls`)).json()) as { halls: { hallId: string }[] };
  expect(halls).toMatchObject({ halls: [{ hallId: there.id, series: { waiting: 1, issuing: true } }] });

  const key = newKey();
  const go = (to: string, one = key) => post(deps.apps.portal, `${mine.page}/move`, null, { hallId: to }, one);
  await deps.owner`update series set daily_max = 1 where id = ${there.series[0]!}`;
  deps.halls.clear();
  expect((await go(there.id, newKey())).body).toMatchObject({ error: { code: 'series.full' } });
  await deps.owner`update series set daily_max = null where id = ${there.series[0]!}`;
  deps.halls.clear();
  // pressed twice at once: one number, one answer
  const [moved, again] = await Promise.all([go(there.id), go(there.id)]);
  expect([moved.status, again.body]).toEqual([200, moved.body]);
  expect(moved.body).toMatchObject({ ticket: { number: 'A0002', ahead: 1 } });
  const page = `/api${new URL((moved.body as unknown as { ticket: { url: string } }).ticket.url).pathname.replace('/t/', '/tickets/')}`;
  const id = ticketIdOf(deps.keys.link, page.split('/').at(-1)!)!;
  expect(await readNotice(deps.sql, deps.keys, id)).toMatchObject({ phone, lang: 'en' });
  const bodies = await deps.owner<{ subject: string; body: string }[]>`
    select subject, body from events where type in ('ticket.moved', 'ticket.taken') and subject in (${mine.id}, ${id}) order by recorded_at desc limit 2`;
  expect(bodies.find((e) => e.subject === mine.id)?.body).toContain(id);
  expect(bodies.find((e) => e.subject === id)?.body).toContain(mine.id);
  const back = await post(deps.apps.portal, `${page}/move`, null, { hallId: hall.id });
  expect(back.body).toMatchObject({ error: { code: 'ticket.move_limit' } });
  expect((await go(hall.id, newKey())).status).toBe(404);
  // the fold says what the rows say, in both days
  const days = await deps.owner<{ id: string }[]>`select id from hall_days where hall_id in (${hall.id}, ${there.id})`;
  const checked = await Promise.all(days.map((day) => verifyStream(deps.owner, day.id)));
  expect(checked.map((one) => one?.finding)).toEqual([null, null]);
});
