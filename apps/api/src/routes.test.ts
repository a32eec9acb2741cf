import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { openapi, type Listener } from './app.ts';
import { readConfig } from './config.ts';
import { demoCitizens, demoColleagues, demoStaff } from './demo/data.ts';
import { seedReference } from './catalogue/seed.ts';
import { openSql } from './db/sql.ts';
import { seedDemo } from './demo/seed.ts';
import type { Env } from './http.ts';
import { mountListeners } from './listeners.ts';
import { startService, type Service } from './service.ts';
import { testApp } from './testing-truth.ts';
import { testDatabase, type TestDatabase } from './testing.ts';
import type { People } from './staff/identity.ts';

/** Who may come without being known. A route that is not here answers 401 or 403 to a stranger. */
const openToAll: Record<Listener, readonly string[]> = {
  portal: [
    'GET /healthz',
    'GET /readyz',
    'GET /api/openapi.json',
    'GET /api/halls',
    'GET /api/booking-halls',
    'POST /api/sign-in/code',
    'POST /api/sign-in',
    'POST /api/sign-out',
    'GET /api/notice',
    'GET /api/demo/outbox',
    'GET /api/items',
    'GET /api/items/:id',
    'GET /api/signing-keys',
    'GET /api/ratings/:link',
    'POST /api/ratings/:link',
    'GET /api/tickets/:link',
    'POST /api/tickets/:link/cancel',
    'POST /api/tickets/:link/let-pass',
    'POST /api/tickets/:link/rejoin',
    'GET /api/tickets/:link/halls',
    'POST /api/tickets/:link/move',
    'POST /api/tickets/:link/notice',
    'POST /api/tickets/:link/notice/end',
  ],
  desk: [
    'GET /healthz',
    'GET /readyz',
    'GET /metrics',
    'GET /api/openapi.json',
    'GET /api/entrance',
    'GET /api/items',
    'GET /api/items/:id',
    'POST /api/sign-in',
    'POST /api/sign-out',
    'GET /api/setup',
    'POST /api/setup',
    'POST /api/setup/check',
  ],
  hall: [
    'GET /healthz',
    'GET /readyz',
    'GET /metrics',
    'GET /api/openapi.json',
    'GET /api/items',
    'GET /api/items/:id',
    'POST /api/pairing',
    'GET /api/pairing/:pollToken',
  ],
};
const listeners = ['portal', 'desk', 'hall'] as const;

let database: TestDatabase;
let service: Service;
let folder: string;
const logged: string[] = [];
let apps: Record<Listener, Hono<Env>>;
let apis: Record<Listener, Hono<Env>>;

/** The whole service as `npm start` builds it, with the demo's people in it. */
beforeAll(async () => {
  database = await testDatabase(inject('adminUrl'));
  folder = await mkdtemp(join(tmpdir(), 'one-window-routes-'));
  const config = readConfig(
    {
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: folder,
      DATABASE_URL: database.ownerUrl,
      APP_DATABASE_URL: database.url('app'),
      SCREEN_DATABASE_URL: database.url('screen'),
    },
    ['--demo'],
  );
  const log = pino({ level: 'debug', base: null }, { write: (line: string) => void logged.push(line) });
  service = await startService(config, { log });
  await seedReference(service.deps.sql);
  await seedDemo(service.deps);
  const parts = mountListeners(service.deps, service.deps.identity as People);
  apis = { portal: parts.portal.api, desk: parts.desk.api, hall: parts.hall.api };
  const ready = async (): Promise<void> => undefined;
  apps = {
    portal: testApp(service.deps, 'portal', { ready, ...parts.portal }),
    desk: testApp(service.deps, 'desk', { ready, ...parts.desk }),
    hall: testApp(service.deps, 'hall', { ready, ...parts.hall }),
  };
}, 60_000);
afterAll(async () => {
  await service.stop();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const routesOf = (app: Hono<Env>): string[] => [
  ...new Set(app.routes.filter((r) => r.method !== 'ALL' && !r.path.includes('*')).map((r) => `${r.method} ${r.path}`)),
];
const apiRoutes = (listener: Listener): string[] => routesOf(apps[listener]).filter((r) => / \/(api|healthz|readyz|metrics)/.test(r));
const addressOf = (path: string): string =>
  path
    .replace(/:link/g, 'x'.repeat(38))
    .replace(/:pollToken/g, 'y'.repeat(43))
    .replace(/:entity/g, 'halls')
    .replace(/:\w+/g, () => uuidv7());

async function asStranger(listener: Listener, route: string): Promise<Response> {
  const [method, path] = route.split(' ') as [string, string];
  return apps[listener].request(addressOf(path), {
    method,
    headers: { 'content-type': 'application/json', 'idempotency-key': uuidv7() },
    ...(method === 'GET' ? {} : { body: '{}' }),
  });
}

describe.each(listeners)('the %s listener', (listener) => {
  test('answers a stranger 401 or 403 on every route that is not on the short public list', async () => {
    const guarded = apiRoutes(listener).filter((route) => !openToAll[listener].includes(route));
    const answers = await Promise.all(guarded.map(async (route) => [route, (await asStranger(listener, route)).status] as const));
    // a body that is not even a question may be refused before the asker is
    expect(answers.filter(([, status]) => ![401, 403, 422].includes(status))).toEqual([]);
    for (const [route, status] of answers) if (status === 422) expect(await strangerWithBody(listener, route), route).toBe(401);
  });

  test('keeps a connection open for longer than the two minutes that a proxy keeps it', async () => {
    const answer = await fetch(`http://127.0.0.1:${service.ports[listener]}/healthz`);
    expect(Number(/timeout=(\d+)/.exec(answer.headers.get('keep-alive') ?? '')?.[1])).toBeGreaterThan(120);
  });

  test('has no route on its public list that does not exist', () => {
    expect(openToAll[listener].filter((route) => !apiRoutes(listener).includes(route))).toEqual([]);
  });

  test('describes every route once in its OpenAPI document', async () => {
    const document = (await openapi(apis[listener], service.deps, listener)) as unknown as {
      paths: Record<string, Record<string, { operationId?: string; responses: object }>>;
    };
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((m) => `${m.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    );
    const own = apiRoutes(listener).filter((r) => r.includes('/api/') && !r.endsWith('/openapi.json'));
    expect(described.sort()).toEqual(own.sort());
    const ids = Object.values(document.paths).flatMap((methods) => Object.values(methods).map((m) => m.operationId));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

/** Sends what the route's own description calls valid, as far as one can without knowing anything. */
async function strangerWithBody(listener: Listener, route: string): Promise<number> {
  const [method, path] = route.split(' ') as [string, string];
  const id = uuidv7();
  const bodies: object[] = [
    { action: 'next' },
    { staffIds: [id] },
    { action: 'open' },
    { action: 'clear' },
    { action: 'cancel', ticketId: id },
    { action: 'ask' },
    { action: 'answer', requestId: id },
    { seriesId: id },
    { number: 'A0001' },
    { shownSeq: 0, spokenSeq: 0, sound: 'on' },
    { purpose: 'identify_at_window' },
    { version: 1, press: { action: 'withdraw', basis: 'x', reason: 'x' } },
    { code: '123456' },
    { code: 'ABCDEF', kind: 'board', hallId: id, name: 'x' },
    { template: 'hall' },
    { password: 'a-long-enough-password' },
    { old: 'x', password: 'a-long-enough-password' },
    { changes: [{ entity: 'halls', id: null, set: { name: 'x' } }] },
    { changes: [{ entity: 'halls', id: null, set: { name: 'x' } }], expectedVersion: 1 },
    { version: 1 },
    { level: 5, ticketId: id },
    { answer: 'decline', requestId: id },
    { windowId: id, action: 'serve', recipient: { by: 'code', code: '123456' } },
    { windowId: id, requestId: id },
    { level: 5, stage: 'CONCLUDED' },
    { csv: 'a' },
    { staffNo: '1', name: 'x' },
    { staffNo: 'new1', name: 'x', password: 'a-long-enough-password', roles: [] },
    { staffNo: 'new1', name: 'x', assignments: [] },
    { roleId: 'clerk' },
    { version: 1, press: { action: 'accept' } },
    { version: 1, press: { action: 'submit' } },
    { hallId: id, itemId: id, applicant: { name: 'x', idNo: '511602195207150022' } },
    { ready: true },
    { lang: 'zh' },
    { number: '13800000000' },
    { code: '12345678' },
    { hallId: id, seriesId: id, startsAt: '2026-11-27T01:30:00.000Z', person: null },
    { version: 0, text: '' },
    {
      name: null,
      personId: null,
      type: 'consult',
      category: 'other',
      urgency: 'ordinary',
      secret: false,
      content: 'x',
      wish: 'x',
      address: 'x',
      readBack: true,
      answer: 'x',
      source: 'guide',
      sourceId: id,
      ground: 'emergency',
      direction: 'x',
    },
    { version: 1, unitId: id, title: 'x', keywords: '', answer: 'x', validUntil: '2027-01-01' },
    { version: 1, press: { action: 'sign' } },
    { hallId: id, itemId: id, applicant: { name: 'x', idNo: '511602195207150022', phone: null } },
  ];
  for (const body of bodies) {
    const response = await apps[listener].request(addressOf(path), {
      method,
      headers: { 'content-type': 'application/json', 'idempotency-key': uuidv7() },
      body: JSON.stringify(body),
    });
    if (response.status !== 422) return response.status;
  }
  return 422;
}

describe('the public listener', () => {
  test('does not know the routes of staff and of devices', async () => {
    const theirs = [...apiRoutes('desk'), ...apiRoutes('hall')].filter((route) => !apiRoutes('portal').includes(route));
    expect(theirs.length).toBeGreaterThan(10);
    const known = await Promise.all(theirs.map(async (route) => [route, (await asStranger('portal', route)).status] as const));
    expect(known.filter(([, status]) => status !== 404)).toEqual([]);
  });

  test('sends strict headers with every answer and lets nothing inline', async () => {
    for (const listener of listeners) {
      const response = await apps[listener].request('/healthz');
      const policy = response.headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(/default-src 'none'/);
      expect(policy).toMatch(/script-src 'self'(;|$)/);
      expect(policy).not.toMatch(/script-src[^;]*unsafe/);
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('x-frame-options')).toBe('DENY');
      expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    }
  });
});

describe('a copy of everything that the service wrote', () => {
  const secrets = [
    ...demoCitizens.flatMap((c) => [c.name, c.idNo, c.phone]),
    ...demoStaff.map((s) => s.name),
    ...demoColleagues.map((s) => s.name),
  ];

  test('contains no name, number of identity or phone of the seeded people: not the database, not the events, not the log', async () => {
    const owner = openSql(database.ownerUrl, 1);
    const [seeded] = await owner`select (select count(*)::int from persons) as persons, (select count(*)::int from staff) as staff`;
    expect(seeded).toEqual({ persons: demoCitizens.length, staff: demoStaff.length + demoColleagues.length });
    const tables = await owner<
      { name: string }[]
    >`select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables where table_schema in ('public', 'drizzle') and table_type = 'BASE TABLE'`;
    for (const { name } of tables) {
      const rows = await owner.unsafe(`select t::text as row from ${name} t`);
      const text = rows.map((r) => String(r['row'])).join('\n');
      for (const secret of secrets) expect(text.includes(secret), `${secret} in ${name}`).toBe(false);
    }
    await owner.end();
    const log = logged.join('\n');
    for (const secret of secrets) expect(log.includes(secret), secret).toBe(false);
    for (const file of await readdir(folder, { recursive: true }).then((names) => names.filter((n) => /json$|log$/.test(n)))) {
      const text = await readFile(join(folder, file), 'utf8');
      for (const secret of secrets) expect(text.includes(secret), file).toBe(false);
    }
  });
});

test('the entrance of the demo says with which logins, to anybody', async () => {
  const { demo, logins } = (await (await apps.desk.request('/api/entrance')).json()) as { demo: boolean; logins: object[] };
  expect([demo, logins.length]).toEqual([true, demoStaff.length]);
});
