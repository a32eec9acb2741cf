import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '../test.ts';
import { io, type Socket } from 'socket.io-client';
import { isNewer, type Beat, type HallPublicView } from '@one-window/domain/views';
import { loadPassword, openSql, prepareHalls, startEmbedded, verifyLog, type Embedded, type LoadHall } from '@one-window/api/testing';
import { startSystem, type System } from '../system.ts';

/** The service and its database as two processes that can be killed and stopped apart. */
let folder: string;
let database: Embedded;
let system: System;
let hall: LoadHall;
let env: Record<string, string>;

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'one-window-faults-'));
  await chmod(folder, 0o755);
  database = await startEmbedded({ dir: join(folder, 'pg') });
  env = { DATABASE_URL: database.url, KEY_FILE: join(folder, 'keys.json'), LOG_LEVEL: 'silent' };
  // the first start migrates; halls are made in between
  await startSystem({ demo: false, env }).then((s) => s.stop());
  [hall] = (await prepareHalls(database.url, env['KEY_FILE']!, 1)) as [LoadHall];
  system = await startSystem({ demo: false, env });
});
test.afterEach(async () => {
  await system.stop();
  await database.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly number: string | null;
  readonly retryAfter: string | null;
}

async function take(key: string): Promise<Answer | null> {
  const response = await fetch(`${system.hall}/api/tickets`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key, authorization: `Bearer ${hall.kiosk}` },
    body: JSON.stringify({ seriesId: hall.series }),
    signal: AbortSignal.timeout(9_000),
  }).catch(() => null);
  const body = (await response?.json().catch(() => null)) as { ticket?: { number: string } } | null;
  return response
    ? { status: response.status, number: body?.ticket?.number ?? null, retryAfter: response.headers.get('retry-after') }
    : null;
}

async function signIn(): Promise<boolean> {
  const response = await fetch(`${system.desk}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ staffNo: hall.staffNo, password: loadPassword }),
  }).catch(() => null);
  return response?.status === 200;
}

/** A board's whole protocol, and when it last heard that its view is current. */
function board(): { socket: Socket; view: () => HallPublicView | null; heard: () => number } {
  const socket = io(system.hall, {
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelay: 100,
    reconnectionDelayMax: 500,
    extraHeaders: { authorization: `Bearer ${hall.board}` },
  });
  let view: HallPublicView | null = null;
  let heard = 0;
  const take = (next: HallPublicView): void => {
    heard = Date.now();
    if (isNewer(next, view)) view = next;
  };
  const ask = (): void =>
    void socket.emit('watch', 'hall.public', hall.id, (reply: { ok: boolean; data: HallPublicView }) =>
      reply.ok ? take(reply.data) : setTimeout(ask, 500),
    );
  socket.on('connect', ask);
  socket.on('view', ({ data }: { data: HallPublicView }) => take(data));
  socket.on('beat', (beat: Beat) => {
    if (view && beat.epoch === view.epoch) heard = Date.now();
    else ask();
  });
  return { socket, view: () => view, heard: () => heard };
}

async function numbersInDatabase(): Promise<string[]> {
  const sql = openSql(database.url, 1);
  const rows = await sql<{ number: string }[]>`select number from tickets order by seq`;
  await sql.end();
  return rows.map((row) => row.number);
}

test('the service is killed in mid-change: nothing is half-done, no number is lost or doubled, and within 2 s of the restart all is right', async () => {
  const screen = board();
  const given = new Map<string, string>();
  const open = new Set<string>();
  let going = true;
  const citizens = Array.from({ length: 8 }, async () => {
    while (going) {
      const key = randomUUID();
      open.add(key);
      const answer = await take(key);
      if (answer?.number) {
        given.set(key, answer.number);
        open.delete(key);
      }
    }
  });
  let signedIn = 0;
  const clerk = (async () => {
    while (going) if (await signIn()) signedIn += 1;
  })();
  await expect.poll(() => given.size).toBeGreaterThan(60);
  await expect.poll(() => signedIn).toBeGreaterThan(1);
  process.kill(system.pid, 'SIGKILL');
  going = false;
  await Promise.all([...citizens, clerk]);

  const port = Number(new URL(system.portal).port);
  system = await startSystem({ demo: false, env, port });
  const restarted = Date.now();
  // the kiosks ask again with their keys, as they do when a reply is lost
  await Promise.all([...open].map(async (key) => given.set(key, (await take(key))!.number!)));
  const stored = await numbersInDatabase();
  expect(new Set(given.values()).size).toBe(given.size);
  expect([...given.values()].sort()).toEqual([...stored].sort());
  expect(stored).toEqual(stored.map((_, i) => `A${String(i + 1).padStart(4, '0')}`));
  await expect.poll(() => screen.view()?.series[0]?.waiting, { intervals: [20] }).toBe(stored.length);
  expect(Date.now() - restarted).toBeLessThan(2_000);
  screen.socket.disconnect();

  const sql = openSql(database.url, 2);
  expect((await verifyLog(sql)).findings).toEqual([]);
  // nobody is signed in whose sign-in the log does not tell, and none of those it tells was lost
  const sessions = await sql`select id::text from staff_sessions where recorded order by 1`;
  expect(await sql`select body::json ->> 'sessionId' as id from events where type = 'session.started' order by 1`).toEqual(sessions);
  expect(sessions.length).toBeGreaterThanOrEqual(signedIn);
  await sql.end();
});

test('the database is away for 10 s: commands answer 503 with Retry-After, screens keep their view and know its age, and all recovers alone', async () => {
  const screen = board();
  expect((await take(randomUUID()))?.status).toBe(200);
  await expect.poll(() => screen.view()?.series[0]?.waiting).toBe(1);
  const { port } = database;
  await database.stop();
  const stopped = Date.now();
  const key = randomUUID();
  const answers: (Answer | null)[] = [];
  while (Date.now() - stopped < 10_000) {
    answers.push(await take(key));
    await pause(400);
  }
  expect(answers.length).toBeGreaterThan(1);
  for (const answer of answers) expect(answer).toMatchObject({ status: 503, retryAfter: '2' });
  expect(screen.view()?.series[0]?.waiting).toBe(1);
  expect(Date.now() - screen.heard()).toBeGreaterThan(6_000);

  database = await startEmbedded({ dir: join(folder, 'pg'), port });
  await expect.poll(async () => (await take(key))?.status, { timeout: 15_000 }).toBe(200);
  await expect.poll(() => screen.view()?.series[0]?.waiting, { timeout: 8_000 }).toBe(2);
  await expect.poll(() => Date.now() - screen.heard()).toBeLessThan(4_000);
  screen.socket.disconnect();
});
