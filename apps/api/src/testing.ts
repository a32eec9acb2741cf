import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import pino from 'pino';
import postgres, { type Sql } from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import { inject } from 'vitest';
import type { QueuePolicy } from '@one-window/domain/tickets';
import { openDrizzle, openSql } from './db/sql.ts';
import { setRolePasswords, urlAs, type LoginRole } from './db/roles.ts';
import { deskHelpRoutes, hallHelpRoutes } from './help/routes.ts';
import { fileStore } from './files/store.ts';
import { hallDirectory } from './halls/directory.ts';
import type { DeviceActor, Identity, StaffActor } from './identity.ts';
import { paperPrinter } from './papers/printer.ts';
import { publisher } from './live/publisher.ts';
import { chain } from './log/chain.ts';
import { ephemeralKeys } from './security/keys.ts';
import { makeSigningKey, softSigner } from './signing/soft.ts';
import { templateName } from './testing-server.ts';
import { maskedNames } from './staff/identity.ts';
import { testApp } from './testing-truth.ts';
import { guideRoutes } from './tickets/guide.ts';
import { moveRoutes } from './tickets/move-routes.ts';
import { noticeRoutes } from './tickets/notice-routes.ts';
import { deskQueueRoutes, hallQueueRoutes, portalTicketRoutes, type QueueDeps } from './tickets/routes.ts';
import { hallVisitRoutes } from './tickets/visit-routes.ts';

const testPassword = (role: LoginRole): string => `test-${role}`;

/** A database of its own, cloned from the migrated template; dropped at the end. */
export interface TestDatabase {
  readonly ownerUrl: string;
  readonly url: (role: LoginRole) => string;
  drop(): Promise<void>;
}

export async function testDatabase(adminUrl = inject('adminUrl')): Promise<TestDatabase> {
  const name = `t_${randomUUID().replaceAll('-', '').slice(0, 20)}`;
  const admin = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`create database ${name} template ${templateName}`);
  await setRolePasswords(admin, testPassword);
  const owner = new URL(adminUrl);
  owner.pathname = `/${name}`;
  return {
    ownerUrl: owner.href,
    url: (role) => urlAs(owner.href, role, testPassword(role)),
    async drop() {
      await admin.unsafe(`drop database if exists ${name} with (force)`);
      await admin.end();
    },
  };
}

/** Everything that the service's features need, on a fresh database, with time in the test's hand. */
export async function testDeps(options: { now?: () => number; adminUrl?: string; pool?: number; filesMaxBytes?: number } = {}) {
  const database = await testDatabase(options.adminUrl);
  const sql = openSql(database.url('app'), options.pool ?? 4);
  const screen = openSql(database.url('screen'), 2);
  const owner = openSql(database.ownerUrl, 1);
  const drizzle = openDrizzle(database.url('app'), 2);
  const log = pino({ level: 'silent' });
  const now = options.now ?? Date.now;
  const halls = hallDirectory(sql);
  const people = new Map<string, StaffActor>();
  const devices = new Map<string, DeviceActor>();
  const keys = ephemeralKeys();
  const identity = headerIdentity(people, devices, (ids) => maskedNames({ sql, keys }, ids));
  const touched = new Set<(hallDayIds: readonly string[]) => void>();
  const live = publisher({ screen, sql, halls, now, log, staffName: identity.staffName, personNames: identity.personNames });
  const filesFolder = join(tmpdir(), `ow-files-${randomUUID()}`);
  const signingKey = `${filesFolder}-signing-key.json`;
  makeSigningKey(signingKey);
  const files = fileStore({ sql, keys, folder: filesFolder, maxBytes: options.filesMaxBytes ?? 1024 ** 3 });
  const deps: QueueDeps = {
    sql,
    db: drizzle.db,
    keys,
    files,
    papers: paperPrinter(),
    signer: softSigner(signingKey),
    log,
    demo: false,
    urls: { portal: 'http://portal.test', desk: 'http://desk.test', hall: 'http://hall.test' },
    trustedProxies: 0,
    halls,
    hallDays: new Map(),
    now,
    touched: (refs) => {
      for (const hook of touched) hook(refs.map((ref) => ref.id));
    },
    identity,
    publisher: live,
  };
  const ready = async (): Promise<void> => {
    await sql`select 1`;
  };
  const apps = {
    desk: testApp(deps, 'desk', {
      ready,
      api: new Hono().route('/', deskQueueRoutes(deps)).route('/', guideRoutes(deps)).route('/', deskHelpRoutes(deps)) as never,
    }),
    hall: testApp(deps, 'hall', {
      ready,
      api: new Hono().route('/', hallQueueRoutes(deps)).route('/', hallVisitRoutes(deps)).route('/', hallHelpRoutes(deps)) as never,
    }),
    portal: testApp(deps, 'portal', {
      ready,
      api: new Hono().route('/', portalTicketRoutes(deps)).route('/', noticeRoutes(deps)).route('/', moveRoutes(deps)) as never,
    }),
  };
  return {
    ...deps,
    database,
    owner,
    screen,
    apps,
    people,
    devices,
    touchedHooks: touched,
    filesFolder,
    signingKey,
    async close() {
      await Promise.all([rm(filesFolder, { recursive: true, force: true }), rm(signingKey, { force: true })]);
      await Promise.all([live.stop(), deps.papers.stop()]);
      await Promise.all([sql.end({ timeout: 1 }), screen.end({ timeout: 1 }), owner.end({ timeout: 1 }), drizzle.end()]);
      await database.drop();
    },
  };
}

export type TestDeps = Awaited<ReturnType<typeof testDeps>>;

/** Who asks, by a header: sign-in has tests of its own. */
function headerIdentity(
  people: ReadonlyMap<string, StaffActor>,
  devices: ReadonlyMap<string, DeviceActor>,
  personNames: Identity['personNames'],
): Identity {
  return {
    staff: async (header) => people.get(header('x-test-staff') ?? '') ?? null,
    device: async (header) => devices.get(header('x-test-device') ?? '') ?? null,
    refusal: async () => null,
    role: async () => 'clerk',
    staffAlive: async () => true,
    deviceAlive: async () => true,
    staffName: () => null,
    personNames,
  };
}

export interface TestHall {
  readonly id: string;
  readonly realmId: string;
  readonly series: readonly string[];
  readonly windows: readonly string[];
}

/** A hall with queues A, B, … each served by every window, in a realm of its own or `beside` another. Rules of pause and recall are off unless given. */
export async function testHall(
  sql: Sql,
  options: { series?: number; windows?: number; policy?: Partial<QueuePolicy>; name?: string; beside?: TestHall } = {},
): Promise<TestHall> {
  const realmId = options.beside?.realmId ?? uuidv7();
  const id = uuidv7();
  const policy = { recallsBeforeMiss: 0, recallGapSeconds: 0, takesPerDevicePerMinute: 1_000_000, ...options.policy };
  if (!options.beside)
    await sql`insert into realms (id, name, time_zone, version, head_hash, head_at) values (${realmId}, '测试区', 'Asia/Shanghai', 0, ${chain.genesis(realmId).hash}, now())`;
  await sql`insert into halls (id, realm_id, name, policy) values (${id}, ${realmId}, ${options.name ?? '测试大厅'}, ${sql.json(policy)})`;
  const series = Array.from({ length: options.series ?? 1 }, (_, i) => ({ id: uuidv7(), prefix: String.fromCharCode(65 + i), sort: i }));
  for (const s of series)
    await sql`insert into series (id, hall_id, prefix, name, sort) values (${s.id}, ${id}, ${s.prefix}, ${`业务${s.prefix}`}, ${s.sort})`;
  const windows = Array.from({ length: options.windows ?? 1 }, (_, i) => ({ id: uuidv7(), label: String(i + 1), sort: i }));
  for (const w of windows) {
    await sql`insert into windows (id, hall_id, label, name, sort) values (${w.id}, ${id}, ${w.label}, '综合窗口', ${w.sort})`;
    for (const s of series) await sql`insert into window_series (window_id, series_id) values (${w.id}, ${s.id})`;
  }
  return { id, realmId, series: series.map((s) => s.id), windows: windows.map((w) => w.id) };
}

let keys = 0;
/** A key as a client would make it. */
export const newKey = (): string => `test-${process.pid}-${(keys += 1)}-${randomUUID().slice(0, 8)}`;

/** Signs a clerk up for the header identity. */
export function testClerk(deps: TestDeps): StaffActor {
  const actor: StaffActor = { kind: 'staff', id: uuidv7(), staffNo: `c${deps.people.size + 1}`, sessionId: uuidv7() };
  deps.people.set(actor.id, actor);
  return actor;
}

/** Pairs a kiosk or a board for the header identity. */
export function testDevice(
  deps: TestDeps,
  hallId: string,
  device: DeviceActor['device'] = 'kiosk',
  windowId: string | null = null,
): DeviceActor {
  const actor: DeviceActor = {
    kind: 'device',
    id: uuidv7(),
    hallId,
    device,
    name: 'kiosk',
    windowId,
    template: 'hall',
    reloadAt: null,
    zone: null,
  };
  deps.devices.set(actor.id, actor);
  return actor;
}

/** Posts a command as a client would. */
export async function post(
  app: { request: (path: string, init: RequestInit) => Response | Promise<Response> },
  path: string,
  as: { kind: string; id: string } | null,
  body: unknown,
  key = newKey(),
) {
  const response = await app.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key, ...(as ? { [`x-test-${as.kind}`]: as.id } : {}) },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown>, headers: response.headers };
}
