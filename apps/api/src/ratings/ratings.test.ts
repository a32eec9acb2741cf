import { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addMs } from '@one-window/domain/time';
import { caseRoutes } from '../cases/routes.ts';
import { seedReference } from '../catalogue/seed.ts';
import { citizenRoutes } from '../citizens/routes.ts';
import { privacyNotice } from '../citizens/sessions.ts';
import { hotlineRoutes } from '../hotline/routes.ts';
import type { OrderView } from '../hotline/schemas.ts';
import type { Env } from '../http.ts';
import { logRoutes } from '../log/routes.ts';
import { verifyLog } from '../log/verify.ts';
import { portalPages } from '../portal/pages.ts';
import { decryptField } from '../security/fields.ts';
import type { NewAssignment } from '../staff/accounts.ts';
import { browser, testPeople, testStaff, type TestPeople } from '../staff/testing.ts';
import { testApp } from '../testing-truth.ts';
import { newKey, post, testClerk, testDevice, testHall, type TestHall } from '../testing.ts';
import { portalTicketRoutes } from '../tickets/routes.ts';
import { ratingLink, ratingTargetOf } from './link.ts';
import { deskRatingRoutes, hallRatingRoutes, portalRatingRoutes, saidRoutes } from './routes.ts';
import type { RatingReport, SaidRow } from './schemas.ts';

let t: TestPeople;
let hall: TestHall;
let other: TestHall;
let ahead = 0;
let apps: Record<'desk' | 'hall' | 'portal', ReturnType<typeof testApp>>;
type Who = { kind: string; id: string };
let pad: Who;

beforeAll(async () => {
  t = await testPeople({ now: () => Date.now() + ahead });
  const { deps } = t;
  await seedReference(deps.sql, { samples: true });
  hall = await testHall(deps.owner, { windows: 3, series: 2 });
  other = await testHall(deps.owner);
  const ready = async (): Promise<void> => undefined;
  const withPeople = { ...deps, identity: t.people };
  const staff = new Hono<Env>()
    .route('/', t.staffApi)
    .route('/', caseRoutes({ ...deps, people: t.people }))
    .route('/', logRoutes(deps, t.people))
    .route('/', deskRatingRoutes(withPeople))
    .route('/', saidRoutes({ ...deps, people: t.people }))
    .route('/', hotlineRoutes({ ...deps, people: t.people }));
  const citizens = new Hono<Env>()
    .route('/', portalTicketRoutes(deps))
    .route('/', citizenRoutes(deps))
    .route('/', portalRatingRoutes(deps));
  apps = {
    desk: testApp(deps, 'desk', { ready, api: staff }),
    hall: testApp(deps, 'hall', { ready, api: new Hono<Env>().route('/', hallRatingRoutes(deps)) }),
    portal: testApp(deps, 'portal', { ready, api: citizens, pages: portalPages(deps, '/nowhere') }),
  };
  pad = testDevice(deps, hall.id, 'pad', hall.windows[0]);
}, 60_000);
beforeEach(() => {
  ahead = 0;
});
afterAll(() => t.close());

const clerks = new Map<string, Who>();

/** Serves one citizen at a window from number to end; gives the ticket and the path of its slip. */
async function served(window = hall.windows[0]!, { finish = true, at = hall } = {}): Promise<{ id: string; path: string }> {
  const { deps } = t;
  const clerk = clerks.get(window) ?? testClerk(deps);
  if (!clerks.has(window)) await post(deps.apps.desk, `/api/windows/${window}/session`, clerk, { action: 'open' });
  clerks.set(window, clerk);
  const taken = await post(deps.apps.hall, '/api/tickets', testDevice(deps, at.id), { seriesId: at.series[0] });
  const { url } = taken.body['ticket'] as { url: string };
  const press = (body: object) => post(deps.apps.desk, `/api/windows/${window}/actions`, clerk, body);
  const { id } = (await press({ action: 'next' })).body['ticket'] as { id: string };
  await press({ action: 'start', ticketId: id });
  if (finish) await press({ action: 'finish', ticketId: id });
  return { id, path: new URL(url).pathname };
}
const finish = (window: string, ticketId: string) =>
  post(t.deps.apps.desk, `/api/windows/${window}/actions`, clerks.get(window)!, { action: 'finish', ticketId });
const visit = (id: string): string => ratingLink(t.deps.keys.link, { stage: 'VISIT', id });
const byLink = (link: string, body: object, key = newKey()) => post(apps.portal, `/api/ratings/${link}`, null, body, key);
const codeOf = (answer: { body: Record<string, unknown> }): string | undefined =>
  (answer.body['error'] as { code: string } | undefined)?.code;
const rows = (id: string) => t.deps.owner`select * from ratings where target_id = ${id}`;

describe('the pad at a window', () => {
  test('asks whoever was finished there, is answered once, and the clerk reads nothing of it', async () => {
    const { id } = await served();
    const read = await t.deps.publisher.fresh(hall.id, true);
    expect(read.padView(hall.windows[0]!)?.prompt).toMatchObject({ ticketId: id });
    expect(read.padView(hall.windows[1]!)).toMatchObject({ prompt: null, clerk: null });
    expect(read.padView(other.windows[0]!)).toBeNull();

    const rating = { ticketId: id, level: 1, tags: ['impatient'], text: '请叫13800001111的人来', tookMs: 4_000 };
    const key = newKey();
    expect((await post(apps.hall, '/api/ratings', pad, rating, key)).body).toEqual({ ok: true });
    // the same press again, its first answer lost
    expect((await post(apps.hall, '/api/ratings', pad, rating, key)).body).toEqual({ ok: true });
    expect(codeOf(await post(apps.hall, '/api/ratings', pad, { ...rating, level: 5, tags: [] }))).toBe('rating.given');

    const [row] = await rows(id);
    expect(row).toMatchObject({ stage: 'VISIT', level: 1, tags: ['impatient'], channel: 'pad', source: null });
    expect(decryptField(t.deps.keys, { table: 'ratings', column: 'text_enc', row: String(row!['id']) }, String(row!['text_enc']))).toBe(
      rating.text,
    );
    const [event] = await t.deps.owner<
      { body: string; type: string }[]
    >`select type, body from events where subject = ${id} and kind = 'rating'`;
    expect(event).toMatchObject({ type: 'rating.given' });
    expect(event!.body).not.toContain('13800001111');
    const after = await t.deps.publisher.fresh(hall.id, true);
    expect(JSON.stringify(after.staffView)).not.toMatch(/rating|impatient|"level"/);
  });

  test('stops asking when the next one sits there: nobody rates for another', async () => {
    const window = hall.windows[1]!;
    await served(window);
    expect((await t.deps.publisher.fresh(hall.id)).padView(window)?.prompt).not.toBeNull();
    const next = await served(window, { finish: false });
    expect((await t.deps.publisher.fresh(hall.id)).padView(window)?.prompt).toBeNull();
    expect(codeOf(await post(apps.hall, '/api/ratings', testDevice(t.deps, hall.id, 'pad', window), { ticketId: next.id, level: 5 }))).toBe(
      'rating.not_yet',
    );
    await finish(window, next.id);
  });

  test('rates its own window alone, only what was finished a moment ago, and a kiosk rates nothing', async () => {
    const { id } = await served();
    const elsewhere = testDevice(t.deps, hall.id, 'pad', hall.windows[1]);
    expect(codeOf(await post(apps.hall, '/api/ratings', elsewhere, { ticketId: id, level: 5 }))).toBe('not_found');
    expect(codeOf(await post(apps.hall, '/api/ratings', testDevice(t.deps, hall.id), { ticketId: id, level: 5 }))).toBe(
      'device.wrong_kind',
    );
    ahead = 5 * 60_000 + 1_000;
    expect(codeOf(await post(apps.hall, '/api/ratings', pad, { ticketId: id, level: 5 }))).toBe('rating.expired');
  });
});

describe('the link', () => {
  test('is a form on the page of the number when it is over, works without JavaScript, and says so when it was used', async () => {
    const { id, path } = await served();
    const page = await (await apps.portal.request(path)).text();
    const action = /<form class="rate" method="post" action="([^"]+)"> ?<input type="hidden" name="key" value="([^"]+)"/.exec(page)!;
    expect(ratingTargetOf(t.deps.keys.link, action[1]!.slice(3))).toEqual({ stage: 'VISIT', id });
    expect(page).not.toMatch(/name="level"[^>]*checked/);
    const send = (body: Record<string, string>) =>
      apps.portal.request(action[1]!, {
        method: 'POST',
        body: new URLSearchParams(body),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
    for (const bad of [{ text: 'x' }, { level: '2', text: 'a\0b' }])
      expect((await send({ key: action[2]!, ...bad })).headers.get('location')).toBe(`${action[1]}?said=refused`);
    // tags of a level that was chosen first and then left are not of this one
    const sent = await send({ key: action[2]!, level: '2', 'tag-2': 'materials_beyond_guide', 'tag-5': 'kind' });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, action[1]]);
    expect(await rows(id)).toMatchObject([{ level: 2, tags: ['materials_beyond_guide'], channel: 'link', text_enc: null }]);
    expect(await (await apps.portal.request(action[1]!)).text()).toContain('已评价，无需重复');
    expect(await (await apps.portal.request(path)).text()).toContain('已评价，无需重复');
    expect(codeOf(await byLink(action[1]!.slice(3), { level: 5 }))).toBe('rating.given');
  });

  test('of twenty at once one counts', async () => {
    const { id } = await served();
    const answers = await Promise.all(Array.from({ length: 20 }, () => byLink(visit(id), { level: 5 })));
    expect(answers.filter((a) => a.status === 200)).toHaveLength(1);
    expect(new Set(answers.filter((a) => a.status !== 200).map(codeOf))).toEqual(new Set(['rating.given']));
    expect(await rows(id)).toHaveLength(1);
  });

  test('rates nothing before the end, nothing after 30 days, and no tags of another level', async () => {
    const window = hall.windows[0]!;
    const { id } = await served(window, { finish: false });
    expect(await (await apps.portal.request(`/api/ratings/${visit(id)}`)).json()).toMatchObject({ state: 'not_yet', until: null });
    expect(codeOf(await byLink(visit(id), { level: 5 }))).toBe('rating.not_yet');
    await finish(window, id);
    expect(codeOf(await byLink(visit(id), { level: 5, tags: ['impatient'] }))).toBe('request.invalid');
    // a number of long ago: its step is as old as its row says
    await t.deps.owner`update tickets set ended_at = ${addMs(new Date().toISOString(), -31 * 86_400_000)} where id = ${id}`;
    expect(codeOf(await byLink(visit(id), { level: 5 }))).toBe('rating.expired');
    expect(await rows(id)).toHaveLength(0);
  });

  test('that is guessed opens nothing and slows who guesses, not who has one', async () => {
    const { id } = await served();
    const right = visit(id);
    const codes = new Set<string | undefined>();
    for (let i = 0; i < 30; i += 1) codes.add(codeOf(await byLink(`${right.slice(0, 30)}${String(i).padStart(9, 'A')}`, { level: 1 })));
    expect(codes).toEqual(new Set(['not_found', 'limit.too_many']));
    const asAccepted = ratingLink(t.deps.keys.link, { stage: 'ACCEPTED', id });
    expect(codeOf(await byLink(asAccepted, { level: 1 }))).toBe('not_found');
    expect((await byLink(right, { level: 4 })).status).toBe(200);
  });
});

test('a citizen rates an own case when it is accepted, once, and not its end before it ended; a bad rating is set right by the unit, which does not learn whose it is', async () => {
  const number = '13900001234';
  const phone = browser(apps.portal);
  await phone.post('/sign-in/code', { phone: number });
  const [sent] = await t.deps.sql<{ id: string; text_enc: string }[]>`select id, text_enc from messages where about = 'code'`;
  const code = /\d{6}/.exec(decryptField(t.deps.keys, { table: 'messages', column: 'text_enc', row: sent!.id }, sent!.text_enc))![0];
  await phone.post('/sign-in', { phone: number, code, noticeVersion: privacyNotice });
  const [item] = await t.deps.sql<{ id: string }[]>`
    select i.id from service_items i join item_versions v on v.item_id = i.id where i.external_code = '512B0011200070-511602000000-000-11511300008778693M-1-00'`;
  const applicant = { name: '欧阳𠮷', idNo: '511602195207150022' };
  const { id } = (await phone.post('/cases', { hallId: hall.id, itemId: item!.id, applicant })).body as unknown as { id: string };
  const states = async (): Promise<string[]> =>
    ((await phone.get(`/cases/${id}/ratings`)).body as unknown as { steps: { stage: string; state: string }[] }).steps.map(
      (s) => `${s.stage} ${s.state}`,
    );
  expect(await states()).toEqual(['ACCEPTED not_yet', 'CONCLUDED not_yet']);
  await phone.post(`/cases/${id}/press`, { version: 1, press: { action: 'submit' } });
  const clerk = await signedIn('clerk', hall.id);
  const { materials } = (await clerk.get(`/cases/${id}`)).body as unknown as { materials: { code: string }[] };
  const checks = Object.fromEntries(materials.map((m) => [m.code, 'present']));
  for (const [i, press] of [{ action: 'receive', checks }, { action: 'accept' }].entries())
    expect((await clerk.post(`/cases/${id}/press`, { version: 2 + i, press })).body.error).toBeUndefined();
  expect(await states()).toEqual(['ACCEPTED open', 'CONCLUDED not_yet']);
  const rate = async (stage: string) => (await phone.post(`/cases/${id}/ratings`, { stage, level: 4, tags: ['fast'] })).body.error?.code;
  expect([await rate('ACCEPTED'), await rate('ACCEPTED'), await rate('CONCLUDED')]).toEqual([undefined, 'rating.given', 'rating.not_yet']);
  expect(await states()).toEqual(['ACCEPTED given', 'CONCLUDED not_yet']);
  expect((await browser(apps.portal).post(`/cases/${id}/ratings`, { stage: 'CONCLUDED', level: 1 })).status).toBe(401);
  // a bad one makes an order for the unit that has the case: in confidence, with its numbers starred
  await t.deps.owner`update cases set status = 'CONCLUDED', ended_at = now() where id = ${id}`;
  const bad = { stage: 'CONCLUDED', level: 1, tags: ['impatient'], text: '推三阻四，打 13900001234 说好回话没有回' };
  expect((await phone.post(`/cases/${id}/ratings`, bad)).body.error).toBeUndefined();
  const [order] = await t.deps.sql<{ id: string; unit_id: string; about: string }[]>`
    select o.id, o.unit_id, (select about from messages order by id desc limit 1) as about
    from work_orders o join ratings r on r.id = o.rating_id where r.target_id = ${id}`;
  expect(order!.about).toBe('order.rectification_opened');
  const unit = await signedInAs({ roleId: 'department_handler', departmentId: order!.unit_id });
  const seen = async (): Promise<OrderView> => (await unit.get(`/hotline/orders/${order!.id}`)).body as unknown as OrderView;
  const view = await seen();
  expect(view).toMatchObject({
    type: 'rectify',
    status: 'DISPATCHED',
    secret: true,
    caller: null,
    rating: { level: 1, tags: ['impatient'] },
  });
  expect(view.steps[0]!.texts.map(({ field, text }) => [field, text])).toContainEqual(['content', '推三阻四，打 ******** 说好回话没有回']);
  const press = async (body: object) =>
    (await unit.post(`/hotline/orders/${order!.id}/press`, { version: (await seen()).version, press: body })).body.error?.code;
  const reply = { action: 'reply', contactedBy: null, facts: '核对过录音', result: '已向群众致歉，补办回话', basis: '好差评办法' };
  expect(await press({ action: 'sign' })).toBeUndefined();
  expect(await press(reply)).toBe('order.not_allowed');
  expect(await press({ action: 'verify', finding: 'malicious', facts: '查过', evidence: '' })).toBe('order.evidence_missing');
  expect(await press({ action: 'verify', finding: 'upheld', facts: '确实没有回话', evidence: '' })).toBeUndefined();
  expect(await press(reply)).toBeUndefined();
  expect((await unit.post(`/hotline/orders/${order!.id}/caller`)).body.error?.code).toBe('order.restricted');

  // whoever supervises that unit reads what was written, with what became of it; another unit's supervisor, a manager, a clerk do not
  const read = async (who: typeof unit) => {
    const { body } = await who.get(`/halls/${hall.id}/ratings/said?bad=true`);
    return body.error?.code ?? (body as unknown as { rows: SaidRow[] }).rows.filter((row) => row.stage === 'CONCLUDED');
  };
  const supervisor = await signedInAs({ roleId: 'supervisor', departmentId: order!.unit_id });
  expect(await read(supervisor)).toMatchObject([
    { level: 1, text: '推三阻四，打 ******** 说好回话没有回', order: { id: order!.id, status: 'REPLIED' } },
  ]);
  const [elsewhere] = await t.deps.sql<{ id: string }[]>`select id from departments where id <> ${order!.unit_id} limit 1`;
  expect(await read(await signedInAs({ roleId: 'supervisor', departmentId: elsewhere!.id }))).toEqual([]);
  for (const who of [clerk, unit, await signedIn('hall_manager', hall.id)]) expect(await read(who)).toBe('auth.forbidden');
  // nothing of it stands in what the clerk reads of the case
  expect(JSON.stringify((await clerk.get(`/cases/${id}`)).body)).not.toContain('rating');
});

test('of the bad ones the report says how many were set right: whose order went all its way', async () => {
  const window = other.windows[0]!;
  for (const level of [5, 5, 4, 4, 2, 1]) await byLink(visit((await served(window, { at: other })).id), { level });
  const manager = await signedIn('hall_manager', other.id);
  const rectified = async () => ((await manager.get(`/halls/${other.id}/ratings`)).body as unknown as RatingReport).rectified;
  expect(await rectified()).toEqual({ bad: 2, closed: 0 });
  // how an order is closed is asked where orders are
  await t.deps
    .owner`update work_orders set status = 'CLOSED' where rating_id = (select id from ratings where hall_id = ${other.id} and level = 1)`;
  expect(await rectified()).toEqual({ bad: 2, closed: 1 });
  const csv = await (await manager.raw(`/halls/${other.id}/ratings/export`)).text();
  expect(csv).toContain('"差评整改","差评","2"');
});

const signedIn = (roleId: 'clerk' | 'hall_manager' | 'auditor', hallId: string) => signedInAs({ roleId, hallId });

async function signedInAs(assignment: NewAssignment) {
  const [realm] = await t.deps.sql<{ id: string }[]>`select realm_id as id from halls where id = ${assignment.hallId ?? hall.id}`;
  const { staffNo } = await testStaff(t, realm!.id, { assignments: [assignment] });
  const desk = browser(apps.desk);
  expect((await desk.signIn(staffNo)).status).toBe(200);
  return desk;
}

describe('the figures', () => {
  const today = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const period = (): string => `from=${today()}&to=${today()}`;

  test('are for the hall’s manager by the formulas, few are not told apart, and nobody is named', async () => {
    const window = hall.windows[2]!;
    for (const level of [5, 5, 4, 3, 2, 1])
      expect((await byLink(visit((await served(window)).id), { level, tookMs: 500 })).status).toBe(200);
    await served(window);
    for (const [i, level] of [
      [0, 3],
      [1, 1],
    ] as const)
      await byLink(visit((await served(hall.windows[i])).id), { level });
    const manager = await signedIn('hall_manager', hall.id);
    const { body } = await manager.get(`/halls/${hall.id}/ratings?${period()}`);
    const report = body as unknown as RatingReport;
    const here = report.windows.find((w) => w.id === window)!;
    expect(here).toMatchObject({ finished: 7, rated: 6, levels: { 5: 2, 4: 1, 3: 1, 2: 1, 1: 1 } });
    expect([here.activeRate, here.goodRate]).toEqual([6 / 7, 4 / 6]);
    // the one rating at the second window would say who gave it, and so would the hall's visits less those at the others
    expect(report.windows.find((w) => w.id === hall.windows[1])).toMatchObject({ rated: 1, levels: null, goodRate: null });
    expect(report.windows.find((w) => w.id === hall.windows[0])).toMatchObject({ rated: 5, levels: null });
    expect(report.stages.find((s) => s.stage === 'VISIT')!.levels).not.toBeNull();
    expect(report.all).toMatchObject({ rated: 14, levels: null });
    // nor how many of them are bad
    expect(report.rectified).toBeNull();
    expect(report.anomalies).toMatchObject({ quickBest: 2, beyondFinished: 0 });
    expect(report.stages.find((s) => s.stage === 'ACCEPTED')).toMatchObject({ finished: 1, rated: 1, levels: null });
    for (const clerk of clerks.values()) expect(JSON.stringify(report)).not.toContain(clerk.id);

    const [clerk, stranger, auditor] = [
      await signedIn('clerk', hall.id),
      await signedIn('hall_manager', other.id),
      await signedIn('auditor', hall.id),
    ];
    for (const path of [`/halls/${hall.id}/ratings?${period()}`, `/halls/${hall.id}/ratings/export?${period()}`])
      for (const who of [clerk, stranger, auditor]) expect((await who.get(path)).body.error?.code).toBe('auth.forbidden');
    // the log says that there were ratings to who audits, and nothing to who serves
    expect((await clerk.get('/log/events?type=rating.given')).body.error?.code).toBe('auth.forbidden');
    const seen = (await auditor.get('/log/events?type=rating.given')).body as unknown as { events: object[] };
    expect(seen.events.length).toBeGreaterThan(5);
    expect((await manager.get(`/halls/${hall.id}/ratings?from=2026-01-01&to=2026-12-01`)).body.error?.code).toBe('request.invalid');
  });

  test('leave as a table that a spreadsheet reads', async () => {
    const manager = await signedIn('hall_manager', hall.id);
    const cookie = [...manager.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await apps.desk.request(`/api/halls/${hall.id}/ratings/export?${period()}`, { headers: { cookie } });
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(bytes.slice(0, 3)).toEqual(new Uint8Array([0xef, 0xbb, 0xbf]));
    const text = new TextDecoder().decode(bytes);
    expect(text).toContain('"按窗口","3 综合窗口","7","6","85.7","2","1","1","1","1","66.7","6.0"');
    expect(text).toContain('"按窗口","2 综合窗口","3","1","33.3",""');
  });
});

test('the log knows every rating: what was folded is the row', async () => {
  const report = await verifyLog(t.deps.owner);
  expect(report.findings.filter((finding) => finding.kind === 'rating')).toEqual([]);
  await t.deps.owner`update ratings set level = 5 where level = 1`;
  const found = (await verifyLog(t.deps.owner)).findings.filter((finding) => finding.kind === 'rating');
  expect(found.length).toBeGreaterThan(0);
  expect(new Set(found.map((finding) => finding.damage))).toEqual(new Set(['row differs']));
});
