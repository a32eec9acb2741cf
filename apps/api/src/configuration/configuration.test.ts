import { Hono } from 'hono';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ConfigData, ConfigWish } from '@one-window/domain/config';
import { defaultLimits, limitsOf } from '@one-window/domain/order-words';
import type { Env } from '../http.ts';
import { verifyLog } from '../log/verify.ts';
import type { NewAssignment } from '../staff/accounts.ts';
import { staffRoutes } from '../staff/routes.ts';
import { browser, testPeople, testStaff, type TestPeople } from '../staff/testing.ts';
import { testApp } from '../testing-truth.ts';
import { testClerk, testHall } from '../testing.ts';
import { takeTicket, windowSession } from '../tickets/commands.ts';
import { untold } from '../tickets/queue.ts';
import { realmAggregate } from './aggregate.ts';
import { createRealm } from './commands.ts';
import { configRoutes } from './routes.ts';

const system = { kind: 'system', id: 'test' } as const;
const areas = { province: uuidv7(), east: uuidv7(), west: uuidv7() };
let t: TestPeople;
let app: ReturnType<typeof testApp>;
let realmId = '';
const ids = { east: '', west: '', a: '', b: '', w1: '' };

beforeAll(async () => {
  t = await testPeople();
  app = testApp(t.deps, 'desk', {
    ready: async () => undefined,
    api: new Hono<Env>().route('/', staffRoutes(t.deps, t.people)).route('/', configRoutes(t.deps, t.people)),
  });
  const { owner } = t.deps;
  for (const [i, [name, id]] of Object.entries(areas).entries()) {
    const parent = name === 'province' ? null : areas.province;
    await owner`insert into areas (id, code, name, level, parent_id, valid_from) values (${id}, ${`51000000000${i}`}, ${name}, ${parent ? 2 : 1}, ${parent}, '2020-01-01')`;
    for (const [depth, above] of [id, ...(parent ? [parent] : [])].entries())
      await owner`insert into area_closure (ancestor_id, descendant_id, depth, valid_from) values (${above}, ${id}, ${depth}, '2020-01-01')`;
  }
});
afterAll(() => t.close());

beforeEach(async () => {
  Object.assign(ids, Object.fromEntries(Object.keys(ids).map((name) => [name, uuidv7()])));
  const hall = (id: string, name: string, areaId: string): ConfigWish => ({ entity: 'halls', id, set: { name, areaId } });
  const made = await createRealm(
    t.deps,
    system,
    { name: '测试市', nameEn: null, timeZone: 'Asia/Shanghai', secondFactorRequired: false },
    [
      hall(ids.east, '东区大厅', areas.east),
      hall(ids.west, '西区大厅', areas.west),
      { entity: 'series', id: ids.a, set: { hallId: ids.east, prefix: 'A', name: '综合' } },
      { entity: 'series', id: ids.b, set: { hallId: ids.east, prefix: 'B', name: '社保' } },
      { entity: 'windows', id: ids.w1, set: { hallId: ids.east, label: '1', name: '综合窗口', seriesIds: [ids.a, ids.b] } },
    ],
    null,
  );
  realmId = made.id;
  t.deps.halls.clear();
});

type Config = ConfigData & { version: number };

/** An administrator at a desk, signed in. */
async function admin(assignment: Partial<NewAssignment> = {}) {
  const { staffNo } = await testStaff(t, realmId, { assignments: [{ roleId: 'administrator', ...assignment }] });
  const desk = browser(app);
  await desk.signIn(staffNo);
  const config = async (): Promise<Config> => (await desk.get('/config')).body as unknown as Config;
  const row = async (entity: 'halls' | 'series' | 'windows' | 'realm', id: string) => (await config())[entity].find((r) => r.id === id)!;
  const wish = async (
    entity: 'halls' | 'series' | 'windows' | 'realm',
    id: string,
    patch: Record<string, unknown>,
  ): Promise<ConfigWish> => ({ entity, id, set: { ...(await row(entity, id)), ...patch } });
  return {
    ...desk,
    staffNo,
    config,
    wish,
    apply: async (changes: ConfigWish[], expectedVersion?: number) =>
      desk.post('/config/apply', { changes, expectedVersion: expectedVersion ?? (await config()).version }),
    preview: (changes: ConfigWish[]) => desk.post('/config/preview', { changes }),
    undo: (version: number) => desk.post('/config/undo', { version }),
  };
}

const events = async () => [
  ...(await t.deps.sql`select version, type, subject, body, actor_kind from events where stream = ${realmId} order by version`),
];

describe('a preview', () => {
  test('shows each field before and after, and changes nothing', async () => {
    const desk = await admin();
    const before = await desk.config();
    const answer = await desk.preview([await desk.wish('halls', ids.east, { closesMinutes: 1020, noticeEn: 'Closing early' })]);
    expect(answer.body).toEqual({
      diff: [
        { entity: 'halls', id: ids.east, name: '东区大厅', field: 'closesMinutes', before: 1050, after: 1020 },
        { entity: 'halls', id: ids.east, name: '东区大厅', field: 'noticeEn', before: null, after: 'Closing early' },
      ],
      problems: [],
    });
    expect(await desk.config()).toEqual(before);
    expect(await events()).toHaveLength(6);
  });

  test('says beside which field something is wrong', async () => {
    const desk = await admin();
    const answer = await desk.preview([{ entity: 'series', id: null, set: { hallId: ids.east, prefix: 'A', name: '又一个' } }]);
    expect(answer.body).toMatchObject({
      problems: [{ entity: 'series', field: 'prefix', code: 'duplicate', details: { other: 'A 综合' } }],
    });
  });
});

describe('applying changes', () => {
  test('writes one event for each thing that changes, by whom, and the rows follow', async () => {
    const desk = await admin();
    const answer = await desk.apply([
      await desk.wish('halls', ids.east, { notice: '今日提前半小时' }),
      await desk.wish('series', ids.b, { place: '东区 3 号窗口' }),
      await desk.wish('windows', ids.w1, {}),
    ]);
    expect(answer).toMatchObject({ status: 200, body: { version: 8, ids: [ids.east, ids.b] } });
    expect((await events()).slice(6)).toMatchObject([
      { version: 7, type: 'config.set', subject: ids.east, actor_kind: 'staff' },
      { version: 8, subject: ids.b },
    ]);
    expect(await t.deps.sql`select notice from halls where id = ${ids.east}`).toMatchObject([{ notice: '今日提前半小时' }]);
    expect((await verifyLog(t.deps.owner)).findings.filter((f) => f.stream === realmId)).toEqual([]);
  });

  test('makes a queue and the window that serves it in one press, and the hall knows both', async () => {
    const desk = await admin();
    const series = uuidv7();
    const answer = await desk.apply([
      { entity: 'series', id: series, set: { hallId: ids.west, prefix: 'C', name: '公积金', dailyMax: 200 } },
      { entity: 'windows', id: null, set: { hallId: ids.west, label: '1', name: '公积金窗口', seriesIds: [series] } },
    ]);
    expect(answer.status).toBe(200);
    t.deps.halls.clear();
    const hall = await t.deps.halls.hall(ids.west);
    expect([...hall.windows.values()].map((w) => w.skills.seriesIds)).toEqual([[series]]);
    expect(hall.series.get(series)).toMatchObject({ prefix: 'C', dailyMax: 200 });
  });

  test('sent twice is done once', async () => {
    const desk = await admin();
    const body = { changes: [await desk.wish('halls', ids.east, { name: '东区政务大厅' })], expectedVersion: 6 };
    const first = await desk.post('/config/apply', body, { 'idempotency-key': 'press-0001' });
    const second = await desk.post('/config/apply', body, { 'idempotency-key': 'press-0001' });
    expect(second.body).toEqual(first.body);
    expect(await events()).toHaveLength(7);
  });

  test('refuses all when one is wrong, and names what', async () => {
    const desk = await admin();
    const answer = await desk.apply([
      await desk.wish('halls', ids.east, { notice: '好的' }),
      await desk.wish('windows', ids.w1, { seriesIds: [] }),
    ]);
    expect(answer).toMatchObject({
      status: 422,
      body: { error: { code: 'config.invalid', details: { problems: [`windows ${ids.w1} seriesIds no_queue`] } } },
    });
    expect(await events()).toHaveLength(6);
  });

  test('is stale where a colleague changed the same hall since, and says who and when; another hall is no obstacle', async () => {
    const [first, second] = [await admin(), await admin()];
    const { version } = await first.config();
    const [east, west] = [await second.wish('halls', ids.east, { notice: '二' }), await second.wish('halls', ids.west, { notice: '二' })];
    expect((await first.apply([await first.wish('halls', ids.east, { notice: '一' })], version)).status).toBe(200);
    expect(await second.apply([east], version)).toMatchObject({
      status: 409,
      body: { error: { code: 'stale', details: { version: 7, by: first.staffNo, id: ids.east } } },
    });
    expect((await second.apply([west], version)).status).toBe(200);
  });

  test('of two in the same instant exactly one wins', async () => {
    const [first, second] = [await admin(), await admin()];
    const wishes = await Promise.all([first.wish('halls', ids.east, { notice: '一' }), second.wish('halls', ids.east, { notice: '二' })]);
    const answers = await Promise.all([first.apply([wishes[0]], 6), second.apply([wishes[1]], 6)]);
    expect(answers.map((a) => a.status).sort((a, b) => a - b)).toEqual([200, 409]);
    expect(await events()).toHaveLength(7);
  });

  test('does not close a queue in which somebody waits, nor the window at which somebody sits', async () => {
    const hall = await t.deps.halls.hall(ids.east);
    const clerk = testClerk(t.deps);
    await takeTicket(
      t.deps,
      hall,
      { kind: 'device', id: uuidv7() },
      { seriesId: ids.a, itemId: null, priority: null, personId: null },
      untold,
      { name: 'ticket.take', key: uuidv7(), body: null },
    );
    await windowSession(t.deps, hall, ids.w1, clerk, { action: 'open' }, { name: 'open', key: uuidv7(), body: null });
    const desk = await admin();
    const answer = await desk.preview([
      await desk.wish('series', ids.a, { active: false }),
      await desk.wish('windows', ids.w1, { active: false }),
      await desk.wish('series', ids.b, { active: false }),
    ]);
    expect((answer.body as unknown as { problems: unknown[] }).problems).toMatchObject([
      { id: ids.a, field: 'active', code: 'in_use', details: { open: 1 } },
      { id: ids.w1, field: 'active', code: 'in_use', details: { open: 1 } },
    ]);
    expect(
      await desk.apply([
        { entity: 'windows', id: ids.w1, set: null },
        { entity: 'series', id: ids.a, set: null },
      ]),
    ).toMatchObject({ status: 422 });
  });
});

describe('undo', () => {
  test('takes back everything of one press as a new press, and redo takes that back', async () => {
    const desk = await admin();
    const before = await desk.config();
    const { version } = (
      await desk.apply([
        await desk.wish('halls', ids.east, { notice: '一' }),
        { entity: 'series', id: null, set: { hallId: ids.west, prefix: 'A', name: '综合' } },
      ])
    ).body as unknown as { version: number };
    const preview = await desk.post('/config/undo/preview', { version });
    expect(preview.body).toMatchObject({
      problems: [],
      diff: expect.arrayContaining([{ entity: 'halls', id: ids.east, name: '东区大厅', field: 'notice', before: '一', after: null }]),
    });
    const undone = await desk.undo(version);
    expect(undone).toMatchObject({ status: 200, body: { version: version + 2 } });
    expect(await desk.config()).toEqual({ ...before, version: version + 2 });
    expect((await desk.undo(version + 1)).status).toBe(200);
    expect((await desk.config()).series.map((s) => s.hallId)).toContain(ids.west);
    expect((await verifyLog(t.deps.owner)).findings.filter((f) => f.stream === realmId)).toEqual([]);
  });

  test('gives the hotline its former rules back: a kind of request has one unit, a limit one length', async () => {
    const desk = await admin();
    const unit = uuidv7();
    await t.deps.owner`insert into departments (id, area_id, name) values (${unit}, ${areas.east}, '东区城管局')`;
    const route = (id: string): ConfigWish => ({ entity: 'orderRoutes', id, set: { category: 'roads', unitId: unit } });
    const wishes: ConfigWish[] = [route(uuidv7()), { entity: 'orderLimits', id: null, set: { limit: 'help', amount: 24, unit: 'hour' } }];
    const limit = async () => limitsOf(await t.deps.sql`select "limit", amount, unit from order_limits`).answer.help;
    const { version } = (await desk.apply(wishes)).body as unknown as { version: number };
    expect(await limit()).toEqual({ amount: 24, unit: 'hour' });
    expect(await desk.preview([route(uuidv7())])).toMatchObject({ body: { problems: [{ field: 'category', code: 'duplicate' }] } });
    expect((await (await admin({ areaId: areas.east })).apply([route(uuidv7())])).status).toBe(403);
    expect((await desk.undo(version)).status).toBe(200);
    expect(await limit()).toEqual(defaultLimits.answer.help);
    expect(await t.deps.sql`select 1 from order_routes`).toHaveLength(0);
    expect((await verifyLog(t.deps.owner)).findings.filter((f) => f.stream === realmId)).toEqual([]);
  });

  test('is blocked where something newer touched the same thing', async () => {
    const [desk, colleague] = [await admin(), await admin()];
    const { version } = (await desk.apply([await desk.wish('halls', ids.east, { notice: '一' })])).body as unknown as { version: number };
    await colleague.apply([await colleague.wish('halls', ids.east, { notice: '二' })]);
    expect(await desk.undo(version)).toMatchObject({
      status: 409,
      body: { error: { code: 'config.undo_blocked', details: { by: colleague.staffNo } } },
    });
    expect(await desk.undo(6)).toMatchObject({ status: 409, body: { error: { code: 'config.undo_blocked' } } });
    expect(await desk.undo(99)).toMatchObject({ status: 404 });
  });
});

describe('the history', () => {
  test('tells press by press who changed what, and what can be taken back', async () => {
    const desk = await admin();
    for (const notice of ['一', '二', '三']) await desk.apply([await desk.wish('halls', ids.east, { notice })]);
    const page = (await desk.get('/config/history?limit=2')).body as unknown as {
      entries: { version: number; by: string; undoable: boolean; diff: unknown[] }[];
      next: number;
    };
    expect(page.entries).toMatchObject([
      { version: 9, by: desk.staffNo, undoable: true, diff: [{ field: 'notice', before: '二', after: '三' }] },
      { version: 8, undoable: false },
    ]);
    const rest = (await desk.get(`/config/history?limit=2&before=${page.next}`)).body as unknown as typeof page;
    expect(rest.entries).toMatchObject([{ version: 7 }, { version: 6, by: 'system', undoable: false }]);
    expect(rest.next).toBeNull();
  });
});

describe('reach', () => {
  test('an administrator of the east sees and changes the east, and not the west', async () => {
    const desk = await admin({ areaId: areas.east });
    const config = await desk.config();
    expect(config.halls.map((h) => h.id)).toEqual([ids.east]);
    expect((await desk.apply([await desk.wish('halls', ids.east, { notice: '好' })])).status).toBe(200);
    const chief = await admin();
    for (const wish of [
      await chief.wish('halls', ids.west, { notice: '不好' }),
      { entity: 'series', id: null, set: { hallId: ids.west, prefix: 'Z', name: '越界' } } as const,
      await chief.wish('realm', realmId, { name: '改名' }),
    ]) {
      expect(await desk.preview([wish])).toMatchObject({
        status: 403,
        body: { error: { code: 'auth.forbidden', details: { reason: 'out_of_scope' } } },
      });
      expect(await desk.apply([wish])).toMatchObject({ status: 403 });
    }
    expect(await desk.apply([await desk.wish('halls', ids.east, { areaId: areas.west })])).toMatchObject({ status: 403 });
    await chief.apply([await chief.wish('halls', ids.west, { notice: '西区' })]);
    const seen = JSON.stringify((await desk.get('/config/history')).body);
    expect(seen).toContain('好');
    expect(seen).not.toContain('西区');
  });

  test('a manager may look at the own hall and change nothing; a clerk may not even look', async () => {
    const manager = await admin({ roleId: 'hall_manager', hallId: ids.east });
    expect((await manager.config()).halls.map((h) => h.id)).toEqual([ids.east]);
    expect((await manager.preview([await manager.wish('halls', ids.east, { notice: '好' })])).status).toBe(403);
    const clerk = await admin({ roleId: 'clerk', hallId: ids.east });
    for (const path of ['/config', '/config/halls', '/config/history'])
      expect((await clerk.get(path)).body.error?.code).toBe('auth.forbidden');
    const stranger = browser(app);
    for (const path of ['/config', '/config/halls', '/config/history']) expect((await stranger.get(path)).status).toBe(401);
  });
});

describe('areas', () => {
  const set = (code: string, name: string, level: number, parentId: string | null) => ({ code, name, level, parentId });
  const open = async (id: string) => (await t.deps.sql`select 1 from area_closure where descendant_id = ${id} and valid_to is null`).length;

  test('are entered by hand where no import brought them, with a hall in them, and reach begins there', async () => {
    const desk = await admin();
    const [city, street, hall] = [uuidv7(), uuidv7(), uuidv7()];
    const answer = await desk.apply([
      { entity: 'halls', id: hall, set: { name: '新街道便民服务中心', areaId: street } },
      { entity: 'areas', id: street, set: set('520100001000', '新街道', 4, city) },
      { entity: 'areas', id: city, set: set('520100000000', '新市', 2, null) },
    ]);
    expect(answer.status).toBe(200);
    const local = await admin({ areaId: city });
    expect((await local.config()).halls.map((h) => h.id)).toEqual([hall]);
    const found = (await local.get(`/config/areas?q=${encodeURIComponent('新街')}`)).body as unknown as { rows: unknown[] };
    expect(found.rows).toEqual([{ id: street, name: '新街道', code: '520100001000', level: 4, parentId: city }]);
    expect((await local.apply([{ entity: 'areas', id: street, set: set('520100001000', '新桥街道', 4, city) }])).status).toBe(200);
    expect((await local.apply([{ entity: 'areas', id: null, set: set('530100000000', '别处', 2, null) }])).status).toBe(403);
    const wrong = await desk.preview([{ entity: 'areas', id: null, set: set('520100001000', '重码', 4, city) }]);
    expect(wrong.body).toMatchObject({ problems: [{ entity: 'areas', field: 'code', code: 'duplicate', details: { other: '新桥街道' } }] });
    expect((await verifyLog(t.deps.owner)).findings.filter((f) => f.stream === realmId)).toEqual([]);
  });

  test('end when nothing lies in them any more, come back by undo, and are never deleted', async () => {
    const desk = await admin();
    const [city, street] = [uuidv7(), uuidv7()];
    await desk.apply([
      { entity: 'areas', id: city, set: set('540100000000', '市', 2, null) },
      { entity: 'areas', id: street, set: set('540100001000', '街道', 4, city) },
    ]);
    expect(await desk.preview([{ entity: 'areas', id: city, set: null }])).toMatchObject({
      body: { problems: [{ code: 'referred_to', details: { other: '街道' } }] },
    });
    const { version } = (await desk.apply([{ entity: 'areas', id: street, set: null }])).body as unknown as { version: number };
    expect(await open(street)).toBe(0);
    expect((await desk.undo(version)).status).toBe(200);
    expect(await open(street)).toBe(2);
  });
});

describe('the log', () => {
  test('finds a hall that no event made, and a name that was changed beside it', async () => {
    await t.deps.owner`insert into halls (id, realm_id, name) values (${uuidv7()}, ${realmId}, '影子大厅')`;
    expect((await verifyLog(t.deps.owner)).findings).toMatchObject([{ damage: 'row differs', stream: realmId }]);
    await t.deps.owner`delete from halls where name = '影子大厅'`;
    await t.deps.owner`update series set name = '悄悄改的' where id = ${ids.a}`;
    expect((await verifyLog(t.deps.owner)).findings).toMatchObject([{ damage: 'row differs', stream: realmId }]);
    await t.deps.owner`update series set name = '综合' where id = ${ids.a}`;
  });

  test('of a hall that was there before it begins with the first change, and can be taken back to what was', async () => {
    const old = await testHall(t.deps.owner);
    const [row] = await t.deps.sql<{ realm_id: string }[]>`select realm_id from halls where id = ${old.id}`;
    realmId = row!.realm_id;
    const desk = await admin();
    const { version } = (await desk.apply([await desk.wish('windows', old.windows[0]!, { zone: '东区' })])).body as unknown as {
      version: number;
    };
    expect((await desk.undo(version)).status).toBe(200);
    expect((await verifyLog(t.deps.owner)).findings).toEqual([]);
  });
});

test('what was set up before a field existed folds as the table stands: the field is empty, and a flag has what its column came with', () => {
  const at = { actorId: 'a', at: '2026-11-24T02:00:00.000Z', streamId: 'r' };
  const set = { before: null, set: { name: '老的', active: true }, undoes: null };
  const folded = (['halls', 'series'] as const).map((entity) => ({ type: 'config.set' as const, subject: 'x', body: { ...set, entity } }));
  const { rows } = folded.reduce((state, event) => realmAggregate.apply(state, event, at), realmAggregate.empty());
  expect(rows.get('halls x')).toMatchObject({ id: 'x', name: '老的', guideDesk: null, phone: null, notice: null, silent: false });
  expect(rows.get('series x')).toMatchObject({ results: false, targetMinutes: null });
});
