import { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DEMO_PASSWORD } from '@one-window/domain/passwords';
import { configRoutes } from '../configuration/routes.ts';
import type { Env } from '../http.ts';
import { verifyLog } from '../log/verify.ts';
import { staffRoutes } from '../staff/routes.ts';
import { browser, testPassword, testPeople, testRealm, testStaff, type TestPeople } from '../staff/testing.ts';
import { testApp } from '../testing-truth.ts';
import { setupRoutes } from './routes.ts';
import { openSetup, setupNeeded } from './setup.ts';

let t: TestPeople;
let desk: ReturnType<typeof browser>;
let ahead = 0;

beforeAll(async () => {
  t = await testPeople({ now: () => Date.now() + ahead });
  const api = new Hono<Env>()
    .route('/', setupRoutes(t.deps, t.people))
    .route('/', staffRoutes(t.deps, t.people))
    .route('/', configRoutes(t.deps, t.people));
  desk = browser(testApp(t.deps, 'desk', { ready: async () => undefined, api }));
});
afterAll(() => t.close());
/** As empty as on the first day. */
beforeEach(async () => {
  ahead = 0;
  desk.jar.clear();
  await t.deps.owner`truncate realms, events, limits, meta cascade`;
});

const wanted = (code: string, over: { realm?: object; administrator?: object } = {}) => ({
  code,
  realm: { name: '广安区', timeZone: 'Asia/Shanghai', ...over.realm },
  administrator: { staffNo: 'admin', name: '周凯', password: testPassword, ...over.administrator },
});
const opened = async (): Promise<string> => (await openSetup(t.deps))!.code;

describe('the first run', () => {
  test('makes the realm and its administrator from the code that the server printed, and no more', async () => {
    expect((await desk.get('/setup')).body).toEqual({ needed: true });
    const code = await opened();
    expect(code).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    expect((await desk.post('/setup/check', { code: code.toLowerCase().replaceAll('-', ' ') })).status).toBe(200);
    expect((await desk.post('/setup', wanted(code))).status).toBe(200);
    expect((await desk.get('/setup')).body).toEqual({ needed: false });
    expect((await desk.signIn('admin')).body).toMatchObject({ staff: { name: '周凯', roles: ['administrator', 'security_admin'] } });
    expect((await desk.get('/config')).body).toMatchObject({
      version: 1,
      realm: [{ name: '广安区', timeZone: 'Asia/Shanghai' }],
      halls: [],
    });
    expect((await verifyLog(t.deps.owner)).findings).toEqual([]);
    expect(JSON.stringify(await t.deps.sql`select body from events`)).not.toContain('周凯');
  });

  test('happens once: afterwards the code is dead and no new one is printed', async () => {
    const code = await opened();
    await desk.post('/setup', wanted(code));
    for (const path of ['/setup', '/setup/check'])
      expect(await desk.post(path, wanted(code))).toMatchObject({ status: 409, body: { error: { code: 'setup.done' } } });
    expect(await openSetup(t.deps)).toBeNull();
  });

  test('of ten who press in the same instant exactly one wins', async () => {
    const code = await opened();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) => desk.post('/setup', wanted(code, { administrator: { staffNo: `admin${i}` } }))),
    );
    const statuses = answers.map((answer) => answer.status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    // the others find it done, or are asked to slow down
    expect(statuses.every((status) => [200, 409, 429].includes(status))).toBe(true);
    expect(await t.deps.sql`select count(*)::int as realms from realms`).toMatchObject([{ realms: 1 }]);
    expect(await t.deps.sql`select count(*)::int as staff from staff`).toMatchObject([{ staff: 1 }]);
  });

  test('a second start prints another code, and the first is worth nothing', async () => {
    const [first, second] = [await opened(), await opened()];
    expect((await desk.post('/setup/check', { code: first })).body.error?.code).toBe('setup.wrong_code');
    expect((await desk.post('/setup/check', { code: second })).status).toBe(200);
  });
});

describe('who has no code', () => {
  test('is slowed down after five wrong ones, whatever code follows', async () => {
    const code = await opened();
    for (let i = 0; i < 5; i += 1)
      expect((await desk.post('/setup/check', { code: 'AAAA-BBBB-CCCC' })).body.error?.code).toBe('setup.wrong_code');
    const slowed = await desk.post('/setup/check', { code });
    expect(slowed).toMatchObject({ status: 429, body: { error: { code: 'limit.too_many' } } });
    ahead = Number(slowed.headers.get('retry-after')) * 1000 + 1000;
    expect((await desk.post('/setup', wanted(code))).status).toBe(200);
  });

  test('finds no trace of the code in the database', async () => {
    const code = (await opened()).replaceAll('-', '');
    expect(JSON.stringify(await t.deps.sql`select * from meta`)).not.toContain(code);
  });
});

describe('what is refused', () => {
  test.each([
    ['the password of the demo', { administrator: { password: DEMO_PASSWORD } }, 403, 'auth.demo_refused'],
    ['a password that says the staff number', { administrator: { password: 'Admin-2026-secret' } }, 422, 'request.invalid'],
    ['a time zone that is none', { realm: { timeZone: 'Asia/Nowhere' } }, 422, 'config.invalid'],
    ['a realm without a name', { realm: { name: ' ' } }, 422, 'config.invalid'],
    ['a name of 10,000 characters', { administrator: { name: '𠮷'.repeat(10_000) } }, 422, 'request.invalid'],
  ])('%s, and nothing is written', async (_name, over, status, error) => {
    const code = await opened();
    expect(await desk.post('/setup', wanted(code, over))).toMatchObject({ status, body: { error: { code: error } } });
    expect(await t.deps.sql`select 1 from events`).toEqual([]);
    expect((await desk.post('/setup', wanted(code))).status).toBe(200);
  });

  test('an administrator of the demo is none here', async () => {
    await testStaff(t, await testRealm(t), { demo: true, assignments: [{ roleId: 'administrator' }] });
    expect(await setupNeeded(t.deps.sql)).toBe(true);
  });
});
