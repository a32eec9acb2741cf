import { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { change } from '../db/change.ts';
import type { Env } from '../http.ts';
import { verifyLog } from '../log/verify.ts';
import { testApp } from '../testing-truth.ts';
import { testHall, type TestHall } from '../testing.ts';
import { browser, testPeople, testStaff, type TestPeople } from '../staff/testing.ts';
import { notedPages } from './pages.ts';
import { deviceAdminRoutes } from './routes.ts';
import { codeAlphabet, newCode, normaliseCode } from './tokens.ts';

let t: TestPeople;
let hall: TestHall;
let other: TestHall;
let realm: string;
let ahead = 0;

beforeAll(async () => {
  t = await testPeople({ now: () => Date.now() + ahead });
  hall = await testHall(t.deps.sql);
  other = await testHall(t.deps.sql, { name: '另一大厅' });
  realm = String((await t.deps.sql`select realm_id from halls where id = ${hall.id}`)[0]!['realm_id']);
});
beforeEach(() => {
  ahead = 0;
});
afterAll(() => t.close());

interface Pairing {
  code: string;
  pollToken: string;
  expiresAt: string;
}

async function signedIn(hallId: string | null, roleId: 'hall_manager' | 'clerk' = 'hall_manager') {
  const { staffNo } = await testStaff(t, realm, { assignments: [{ roleId, hallId }] });
  const desk = browser(t.desk);
  await desk.signIn(staffNo);
  return desk;
}

async function startPairing() {
  const screen = browser(t.hall);
  return { screen, ...((await screen.post('/pairing')).body as unknown as Pairing) };
}

describe('pairing', () => {
  test('a screen shows a code, a colleague types it in any form, the screen becomes a device of the hall', async () => {
    const { screen, code, pollToken } = await startPairing();
    expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{6}$/);
    expect((await screen.get(`/pairing/${pollToken}`)).body).toEqual({ state: 'waiting' });
    expect((await screen.get('/device')).body.error?.code).toBe('auth.required');
    const desk = await signedIn(hall.id);
    const typed = ` ${code.slice(0, 3).toLowerCase()}-${code.slice(3)} `;
    const answer = await desk.post('/devices/pairings', { code: typed, kind: 'kiosk', hallId: hall.id, name: '取号机一' });
    expect(answer.status).toBe(200);
    const { id } = (answer.body as unknown as { device: { id: string } }).device;
    const paired = await screen.get(`/pairing/${pollToken}`);
    expect(paired.body).toEqual({ state: 'paired', kind: 'kiosk' });
    const cookie = paired.headers.getSetCookie()[0];
    expect(cookie).toMatch(/^ow_device=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict$/);
    expect((await screen.get('/device')).body).toEqual({
      id,
      kind: 'kiosk',
      hallId: hall.id,
      name: '取号机一',
      windowId: null,
      template: 'hall',
      zone: null,
      demo: false,
      portalUrl: 'http://portal.test',
    });
    const bearer = await browser(t.hall).post('/nothing', {}, { authorization: `Bearer ${screen.jar.get('ow_device')}` });
    expect(bearer.status).toBe(404);
    const [event] = await t.deps.sql`select type, actor_kind, body from events where stream = ${id}`;
    expect(event).toMatchObject({ type: 'device.paired', actor_kind: 'staff' });
    expect(String(event!['body'])).not.toContain(screen.jar.get('ow_device')!);
  });

  test('a pad stands at one window of its hall', async () => {
    const { screen, code, pollToken } = await startPairing();
    const desk = await signedIn(hall.id);
    const pair = (windowId?: string) => desk.post('/devices/pairings', { code, kind: 'pad', hallId: hall.id, name: '评价器', windowId });
    for (const nowhere of [undefined, '00000000-0000-7000-8000-000000000001'])
      expect((await pair(nowhere)).body.error).toMatchObject({ code: 'request.invalid', details: { fields: ['windowId'] } });
    expect((await pair(hall.windows[0])).status).toBe(200);
    await screen.get(`/pairing/${pollToken}`);
    expect((await screen.get('/device')).body).toMatchObject({ kind: 'pad', windowId: hall.windows[0] });
  });

  test('the list says of each device when it was heard of, and whether its page is the one that is served now', async () => {
    const { screen, code, pollToken } = await startPairing();
    const desk = await signedIn(hall.id);
    await desk.post('/devices/pairings', { code, kind: 'board', hallId: hall.id, name: '看版本的大屏' });
    await screen.get(`/pairing/${pollToken}`);
    const served = { version: 'one' };
    const pages = testApp(t.deps, 'hall', {
      ready: async () => undefined,
      api: new Hono<Env>(),
      pages: new Hono<Env>()
        .route(
          '/',
          notedPages(t.deps, t.people, () => served.version),
        )
        .get('*', (c) => c.text('page')),
    });
    const admin = new Hono<Env>().route(
      '/',
      deviceAdminRoutes(t.deps, t.people, () => served.version),
    );
    const asked = browser(testApp(t.deps, 'desk', { ready: async () => undefined, api: admin }));
    for (const [name, value] of desk.jar) asked.jar.set(name, value);
    const row = async () => {
      const { devices } = (await asked.get('/devices')).body as unknown as { devices: { name: string }[] };
      return devices.find(({ name }) => name === '看版本的大屏');
    };
    expect(await row()).toMatchObject({ page: null, seenAt: null });
    const load = async (path: string, cookie = `ow_device=${screen.jar.get('ow_device')}`) =>
      (await pages.request(path, { headers: { cookie } })).text();
    // a stranger's page, or the page of another kind of device, says nothing of this one
    expect([await load('/board.html'), await load('/kiosk.html'), await load('/board.html', '')]).toEqual(Array(3).fill('page'));
    expect(await row()).toMatchObject({ page: { current: true } });
    served.version = 'two';
    expect(await row()).toMatchObject({ page: { current: false } });
    await load('/board.html');
    expect(await row()).toMatchObject({ page: { current: true } });
  });

  test('the answer that sets the cookie can be asked for again when it was lost', async () => {
    const { screen, code, pollToken } = await startPairing();
    const desk = await signedIn(hall.id);
    await desk.post('/devices/pairings', { code, kind: 'board', hallId: hall.id, name: '大屏' });
    await screen.get(`/pairing/${pollToken}`);
    const token = screen.jar.get('ow_device');
    screen.jar.clear();
    await screen.get(`/pairing/${pollToken}`);
    expect(screen.jar.get('ow_device')).toBe(token);
  });

  test('one code makes one device, though two colleagues type it in the same instant, and a repeated press is one press', async () => {
    const { code } = await startPairing();
    const [a, b] = [await signedIn(hall.id), await signedIn(hall.id)];
    const body = { code, kind: 'board', hallId: hall.id, name: '大屏' };
    const key = { 'idempotency-key': 'same-key-of-one-press' };
    const answers = await Promise.all([
      a.post('/devices/pairings', body, key),
      a.post('/devices/pairings', body, key),
      b.post('/devices/pairings', body),
    ]);
    const ids = answers.filter((x) => x.status === 200).map((x) => (x.body as unknown as { device: { id: string } }).device.id);
    expect(new Set(ids).size).toBe(1);
    expect(answers.filter((x) => x.status !== 200).every((x) => x.body.error?.code === 'pairing.wrong')).toBe(true);
  });

  test('a code is gone after ten minutes', async () => {
    const { screen, code, pollToken } = await startPairing();
    const desk = await signedIn(hall.id);
    ahead = 10 * 60_000 + 1_000;
    expect((await screen.get(`/pairing/${pollToken}`)).body.error?.code).toBe('pairing.wrong');
    expect((await desk.post('/devices/pairings', { code, kind: 'board', hallId: hall.id, name: '大屏' })).body.error?.code).toBe(
      'pairing.wrong',
    );
  });

  test('who guesses codes is slowed down', async () => {
    const desk = await signedIn(hall.id);
    const codes = [];
    for (let i = 0; i < 12; i += 1)
      codes.push(
        (await desk.post('/devices/pairings', { code: newCode(), kind: 'board', hallId: hall.id, name: '大屏' })).body.error?.code,
      );
    expect(codes.slice(0, 10).every((code) => code === 'pairing.wrong')).toBe(true);
    expect(codes[11]).toBe('limit.too_many');
  });

  test('a clerk may not pair, a manager only in the own hall, and an unknown hall looks like a foreign one', async () => {
    const { code } = await startPairing();
    const body = { code, kind: 'board', hallId: hall.id, name: '大屏' };
    expect((await (await signedIn(hall.id, 'clerk')).post('/devices/pairings', body)).body.error).toMatchObject({
      code: 'auth.forbidden',
      details: { reason: 'no_role' },
    });
    const foreign = (await (await signedIn(other.id)).post('/devices/pairings', body)).body.error;
    const unknown = (await (await signedIn(other.id)).post('/devices/pairings', { ...body, hallId: crypto.randomUUID() })).body.error;
    expect(foreign).toMatchObject({ code: 'auth.forbidden', details: { reason: 'out_of_scope' } });
    expect({ ...unknown, requestId: '' }).toEqual({ ...foreign, requestId: '' });
    expect((await browser(t.desk).post('/devices/pairings', body)).status).toBe(401);
  });

  test('codes have no letter that reads like another', () => {
    for (const confusing of '01OILU') expect(codeAlphabet).not.toContain(confusing);
    expect(normaliseCode('ａｂ c-2 3 4')).toBe('ABC234');
    expect(new Set(Array.from({ length: 500 }, newCode)).size).toBe(500);
  });
});

describe('what a board shows', () => {
  interface Row {
    id: string;
    template: string;
    problem: string | null;
  }
  const problem = async (desk: Awaited<ReturnType<typeof signedIn>>, id: string) => {
    t.deps.halls.clear();
    return ((await desk.get('/devices')).body as unknown as { devices: Row[] }).devices.find((d) => d.id === id)?.problem;
  };

  test('is a zone or a window of its own hall, can be changed and set back; its screen is told, and the list tells when a row makes no sense any more', async () => {
    const first = hall.windows[0]!;
    await t.deps.owner`update windows set zone = '东区' where id = ${first}`;
    t.deps.halls.clear();
    const { screen, code, pollToken } = await startPairing();
    const desk = await signedIn(hall.id);
    const pairing = { code, kind: 'board', hallId: hall.id, name: '东区大屏', template: 'zone', zone: '东区' };
    const refused = async (path: string, body: object) => (await desk.post(path, body)).body.error?.details;
    expect(await refused('/devices/pairings', { ...pairing, zone: '西区' })).toEqual({ fields: ['zone'] });
    const { id } = ((await desk.post('/devices/pairings', pairing)).body as unknown as { device: { id: string } }).device;
    await screen.get(`/pairing/${pollToken}`);
    expect((await screen.get('/device')).body).toMatchObject({ template: 'zone', zone: '东区', windowId: null });

    const path = `/devices/${id}/configure`;
    expect(await refused(path, { template: 'window', windowId: other.windows[0] })).toEqual({ fields: ['windowId'] });
    expect(await refused(path, { template: 'zone', zone: '西区' })).toEqual({ fields: ['zone'] });
    expect((await (await signedIn(hall.id, 'clerk')).post(path, { template: 'hall' })).body.error?.code).toBe('auth.forbidden');
    expect((await (await signedIn(other.id)).post(path, { template: 'hall' })).status).toBe(404);

    const atWindow = { template: 'window', windowId: first };
    for (const body of [atWindow, atWindow, { template: 'zone', zone: '东区' }]) {
      expect((await desk.post(path, body)).status).toBe(200);
      expect((await screen.get('/device')).body).toMatchObject(body);
    }
    const events = await t.deps.sql`select type, body from events where stream = ${id} order by version`;
    expect(events.map((e) => [e['type'], JSON.parse(String(e['body'])).template])).toEqual([
      ['device.paired', 'zone'],
      ['device.configured', 'window'],
      ['device.configured', 'zone'],
    ]);

    expect((await (await signedIn(other.id)).post(`/devices/${id}/reload`, {})).status).toBe(404);
    expect((await desk.post(`/devices/${id}/reload`, {})).status).toBe(200);
    expect(await t.deps.sql`select reload_at is not null as asked from devices where id = ${id}`).toMatchObject([{ asked: true }]);

    // the hall changes while the screen hangs: the list says what is wrong
    expect(await problem(desk, id)).toBeNull();
    await t.deps.owner`update windows set zone = null where id = ${first}`;
    expect(await problem(desk, id)).toBe('zone_gone');
    await t.deps.owner`update windows set zone = '东区' where id = ${first}`;
  });
});

describe('revoking', () => {
  test('a revoked screen is out at once here, the other processes are told, and the log says who did it', async () => {
    const { screen, code, pollToken } = await startPairing();
    const desk = await signedIn(hall.id);
    const { id } = (
      (await desk.post('/devices/pairings', { code, kind: 'board', hallId: hall.id, name: '大屏' })).body as unknown as {
        device: { id: string };
      }
    ).device;
    await screen.get(`/pairing/${pollToken}`);
    const device = await t.people.device((name) => (name === 'cookie' ? `ow_device=${screen.jar.get('ow_device')}` : undefined));
    expect(await t.people.deviceAlive(device!)).toBe(true);
    expect((await (await signedIn(other.id)).post(`/devices/${id}/revoke`)).status).toBe(404);
    expect((await desk.post(`/devices/${id}/revoke`)).status).toBe(200);
    expect((await screen.get('/device')).body.error?.code).toBe('device.revoked');
    expect(await t.people.deviceAlive(device!)).toBe(false);
    expect(t.hints).toContain(`device:${id}`);
    expect((await desk.post(`/devices/${id}/revoke`)).status).toBe(200);
    const types = (await t.deps.sql`select type from events where stream = ${id} order by version`).map((row) => String(row['type']));
    expect(types).toEqual(['device.paired', 'device.revoked']);
  });

  test('a revocation in another process is noticed within 5 s though its hint was lost', async () => {
    const { screen, code, pollToken } = await startPairing();
    const desk = await signedIn(hall.id);
    const { id } = (
      (await desk.post('/devices/pairings', { code, kind: 'board', hallId: hall.id, name: '大屏' })).body as unknown as {
        device: { id: string };
      }
    ).device;
    await screen.get(`/pairing/${pollToken}`);
    expect((await screen.get('/device')).status).toBe(200);
    await change(
      t.deps,
      { kind: 'system', id: 'elsewhere' },
      { name: 'revoke', key: null, body: null },
      { device: { kind: 'device', id } },
      () => ({
        events: { device: [{ type: 'device.revoked', subject: id, body: {} }] },
        result: null,
      }),
    );
    ahead = 5_000;
    expect((await screen.get('/device')).body.error?.code).toBe('device.revoked');
  });

  test('a manager sees the screens of the own hall and none besides', async () => {
    for (const h of [hall, other]) {
      const { code } = await startPairing();
      await (await signedIn(h.id)).post('/devices/pairings', { code, kind: 'board', hallId: h.id, name: `屏 ${h.id.slice(-4)}` });
    }
    const list = (await (await signedIn(other.id)).get('/devices')).body as unknown as { devices: { hallId: string }[] };
    expect(list.devices.map((d) => d.hallId)).toEqual([other.id]);
    expect(((await (await signedIn(hall.id, 'clerk')).get('/devices')).body as unknown as { devices: [] }).devices).toEqual([]);
    const halls = new Set(
      ((await (await signedIn(null)).get('/devices')).body as unknown as { devices: { hallId: string }[] }).devices.map((d) => d.hallId),
    );
    expect(halls).toEqual(new Set([hall.id, other.id]));
  });
});

test('the log tells the same as the tables', async () => expect((await verifyLog(t.deps.sql)).findings).toEqual([]));
