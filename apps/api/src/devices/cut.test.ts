import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { readConfig } from '../config.ts';
import { openSql } from '../db/sql.ts';
import { startService, type Service } from '../service.ts';
import { createStaff } from '../staff/accounts.ts';
import { testPassword } from '../staff/testing.ts';
import { newKey, testDatabase, testHall, type TestDatabase, type TestHall } from '../testing.ts';

/** Two processes of one installation: who is shown out at the one is cut at the other. */
let database: TestDatabase;
let folder: string;
let here: Service;
let there: Service;
let hall: TestHall;
const sockets: Socket[] = [];

beforeAll(async () => {
  database = await testDatabase(inject('adminUrl'));
  folder = await mkdtemp(join(tmpdir(), 'one-window-cut-'));
  const start = (): Promise<Service> => {
    const env = {
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: folder,
      DATABASE_URL: database.ownerUrl,
      APP_DATABASE_URL: database.url('app'),
      SCREEN_DATABASE_URL: database.url('screen'),
    };
    return startService(readConfig(env, []), { log: pino({ level: 'silent' }) });
  };
  here = await start();
  there = await start();
  const owner = openSql(database.ownerUrl, 1);
  hall = await testHall(owner);
  const [row] = await owner<{ realm_id: string }[]>`select realm_id from halls where id = ${hall.id}`;
  await owner.end();
  const assignments = [{ roleId: 'hall_manager', hallId: hall.id }, { roleId: 'security_admin' }] as const;
  for (const staffNo of ['M1', 'M2'])
    await createStaff(
      here.deps,
      { kind: 'system', id: 'test' },
      { realmId: row!.realm_id, staffNo, name: '唐丽', password: testPassword, assignments },
      null,
    );
});
afterAll(async () => {
  for (const socket of sockets) socket.disconnect();
  await Promise.all([here.stop(), there.stop()]);
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function ask(service: Service, listener: 'desk' | 'hall', path: string, cookie: string, body?: unknown) {
  const response = await fetch(`http://127.0.0.1:${service.ports[listener]}/api${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { cookie, 'content-type': 'application/json', 'idempotency-key': newKey() },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const cookies = response.headers.getSetCookie().map((text) => text.split(';')[0]!);
  return { status: response.status, cookie: cookies.join('; '), body: (await response.json()) as Record<string, unknown> };
}

async function signIn(service: Service, staffNo: string) {
  const answer = await ask(service, 'desk', '/sign-in', '', { staffNo, password: testPassword });
  return { cookie: answer.cookie, id: (answer.body['staff'] as { id: string }).id };
}

function watch(service: Service, listener: 'desk' | 'hall', cookie: string): Socket {
  const socket = io(`http://127.0.0.1:${service.ports[listener]}`, {
    transports: ['websocket'],
    reconnection: false,
    extraHeaders: { cookie },
  });
  sockets.push(socket);
  return socket;
}

const happens = (socket: Socket, event: string): Promise<unknown> => new Promise((done) => socket.once(event, done));

async function pairedBoard(desk: string): Promise<{ id: string; cookie: string }> {
  const pairing = (await ask(here, 'hall', '/pairing', '', {})).body as unknown as { code: string; pollToken: string };
  const made = await ask(here, 'desk', '/devices/pairings', desk, { code: pairing.code, kind: 'board', hallId: hall.id, name: '大屏' });
  const polled = await ask(here, 'hall', `/pairing/${pairing.pollToken}`, '');
  return { id: (made.body['device'] as { id: string }).id, cookie: polled.cookie };
}

test('a board that is revoked at one process is cut at the other within 5 s, and cannot come back', async () => {
  const { cookie: desk } = await signIn(here, 'M1');
  const board = await pairedBoard(desk);
  const socket = watch(there, 'hall', board.cookie);
  const reply = await socket.emitWithAck('watch', 'hall.public', hall.id);
  expect(reply).toMatchObject({ ok: true });
  const told = happens(socket, 'revoked');
  const cut = happens(socket, 'disconnect');
  const started = performance.now();
  expect((await ask(here, 'desk', `/devices/${board.id}/revoke`, desk, {})).status).toBe(200);
  await Promise.all([told, cut]);
  expect(performance.now() - started).toBeLessThan(5_000);
  expect((await ask(there, 'hall', '/device', board.cookie)).body).toMatchObject({ error: { code: 'device.revoked' } });
  expect(await happens(watch(there, 'hall', board.cookie), 'connect_error')).toMatchObject({ message: 'auth.required' });
});

test('a session that is ended at one process is out at the other within 5 s, by socket and by request', async () => {
  const { cookie: desk } = await signIn(here, 'M1');
  const colleague = await signIn(there, 'M2');
  const socket = watch(there, 'desk', colleague.cookie);
  expect(await socket.emitWithAck('watch', 'hall.staff', hall.id)).toMatchObject({ ok: true });
  expect((await ask(there, 'desk', '/me', colleague.cookie)).status).toBe(200);
  const cut = happens(socket, 'disconnect');
  const started = performance.now();
  expect((await ask(here, 'desk', `/staff/${colleague.id}/end-sessions`, desk, {})).status).toBe(200);
  await cut;
  expect(performance.now() - started).toBeLessThan(5_000);
  expect((await ask(there, 'desk', '/me', colleague.cookie)).status).toBe(401);
  expect(await happens(watch(there, 'desk', colleague.cookie), 'connect_error')).toMatchObject({ message: 'auth.required' });
});

test('a signed-out clerk is cut in the other window of the browser too', async () => {
  const { cookie } = await signIn(here, 'M2');
  const socket = watch(there, 'desk', cookie);
  expect(await socket.emitWithAck('watch', 'hall.staff', hall.id)).toMatchObject({ ok: true });
  const cut = happens(socket, 'disconnect');
  await ask(here, 'desk', '/sign-out', cookie, {});
  await cut;
});
