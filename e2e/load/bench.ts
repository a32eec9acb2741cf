import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, chmod, rm } from 'node:fs/promises';
import { Agent, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import WebSocket from 'ws';
import { loadPassword, prepareHalls, startEmbedded, statementsPerCommand, type LoadHall } from '@one-window/api/testing';
import { startSystem } from '../system.ts';

/**
 * `npm run bench [-- --quick]`: take and call through HTTP with a session, against the floor of the same statements by
 * postgres.js alone; and a change seen on boards, against a bare ws broadcast of the same bytes. One JSON line a metric.
 */
const quick = process.argv.includes('--quick');
const sliceMs = quick ? 2_000 : 6_000;
const slices = quick ? 2 : 4;
const rounds = quick ? 40 : 150;
const hallCount = 16;

const report = (bench: string, metric: string, value: number, unit: string, floor: number | null): void =>
  console.log(
    JSON.stringify({
      bench,
      metric,
      value: round(value),
      unit,
      floor: floor === null ? null : round(floor),
      ratio: floor ? round(value / floor) : null,
    }),
  );
const round = (n: number): number => Math.round(n * 100) / 100;
const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? NaN;

interface Reply {
  readonly status: number;
  readonly body: { ticket?: { id: string; number: string } | null };
  readonly cookie: string;
}
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** A bare client: the load must not cost more than what it measures. */
function send(url: string, body: object, headers: Record<string, string>): Promise<Reply> {
  const text = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const req = httpRequest(
      url,
      {
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(text),
          'idempotency-key': randomUUID(),
          ...headers,
        },
      },
      (res) => {
        const parts: Buffer[] = [];
        res.on('data', (part: Buffer) => parts.push(part));
        res.on('end', () =>
          resolve({
            status: res.statusCode ?? 0,
            body: JSON.parse(Buffer.concat(parts).toString()) as Reply['body'],
            cookie: (res.headers['set-cookie'] ?? []).map((c) => c.split(';')[0]).join('; '),
          }),
        );
      },
    );
    req.on('error', reject);
    req.end(text);
  });
}

/** A server that keeps the time of each commit: the board bench counts from there. */
async function recordingCommits(dir: string) {
  const first = await startEmbedded({ dir });
  const sql = postgres(first.url, { max: 1 });
  await sql`alter system set track_commit_timestamp = on`;
  await sql.end();
  await first.stop();
  return startEmbedded({ dir });
}

/**
 * Runs `clients` loops for a slice, each going round its share of the halls: one client alone meets all sixteen and fills none of
 * them with hundreds. Gives operations a second.
 */
async function rate(clients: number, run: (hall: number) => Promise<number>): Promise<number> {
  const started = performance.now();
  let done = 0;
  await Promise.all(
    Array.from({ length: clients }, async (_, i) => {
      for (let hall = i; performance.now() - started < sliceMs; hall = (hall + clients) % hallCount) {
        // first the wait, then the sum: `done += await …` loses what the others counted meanwhile
        const added = await run(hall);
        done += added;
      }
    }),
  );
  return (done * 1000) / (performance.now() - started);
}

/** The floor: lock the hall-day, write the ticket, the event, the key and the head, commit. Nothing else. */
function floorOf(sql: postgres.Sql, days: readonly string[], series: readonly string[]) {
  const state = days.map(() => ({ n: 1_000_000, open: [] as string[] }));
  const bytes = Buffer.alloc(32, 3);
  const common = async (tx: postgres.TransactionSql, day: string, version: number): Promise<void> => {
    const row = {
      // as the product does: one stream per hall-day, in this month's partition
      stream: day,
      version,
      kind: 'floor',
      type: 'floor',
      subject: day,
      actor_kind: 'system',
      actor_id: 'floor',
      recorded_at: new Date(),
      body: '{"seriesId":"x","seq":1,"number":"A0001","order":1000,"priority":null}',
      alg: 'sha256',
      content_hash: bytes,
      prev_hash: bytes,
      hash: bytes,
    };
    await tx`insert into events ${tx(row)}`;
    await tx`insert into command_keys (actor, key, request_hash, response) values ('floor', ${randomUUID()}, ${bytes}, '{"ticket":{"number":"A0001"}}')`;
    await tx`update hall_days set head_hash = ${bytes} where id = ${day}`;
  };
  return {
    async take(i: number): Promise<number> {
      const own = state[i]!;
      const seq = (own.n += 1);
      const id = randomUUID();
      await sql.begin(async (tx) => {
        await tx`select * from hall_days where id = ${days[i]!} for no key update`;
        await tx`insert into tickets ${tx({ id, hall_day_id: days[i]!, series_id: series[i]!, number: `Z${seq}`, seq, order: seq, state: 'DONE', calls: 0, misses: 0, taken_at: new Date(), waits_from: new Date(), spent: sql.json({}) })}`;
        await common(tx, days[i]!, seq);
      });
      own.open.push(id);
      return 1;
    },
    async call(i: number): Promise<number> {
      const own = state[i]!;
      const id = own.open[(own.n += 1) % Math.max(1, own.open.length)];
      if (!id) return 0;
      await sql.begin(async (tx) => {
        await tx`select * from hall_days where id = ${days[i]!} for no key update`;
        await tx`update tickets set calls = calls + 1, called_at = ${new Date()} where id = ${id}`;
        await common(tx, days[i]!, own.n);
      });
      return 1;
    },
  };
}

const folder = await mkdtemp(join(tmpdir(), 'one-window-bench-'));
await chmod(folder, 0o755);
const server = await recordingCommits(join(folder, 'pg'));
const keyFile = join(folder, 'keys.json');
// the service migrates; it is started once for that, prepared, and started again as it will be measured
const env = { DATABASE_URL: server.url, KEY_FILE: keyFile, LOG_LEVEL: 'error', POOL_SIZE: '16' };
await startSystem({ demo: false, env }).then((s) => s.stop());
const halls = await prepareHalls(server.url, keyFile, hallCount);
const statements = await statementsPerCommand(server.url, keyFile, halls[0]!);
const system = await startSystem({ demo: false, env });
try {
  const cookies = await Promise.all(
    halls.map(async (hall) => (await send(`${system.desk}/api/sign-in`, { staffNo: hall.staffNo, password: loadPassword }, {})).cookie),
  );
  await Promise.all(
    halls.map((hall, i) =>
      send(`${system.desk}/api/windows/${hall.window}/session`, { action: 'open', takeOver: true }, { cookie: cookies[i]! }),
    ),
  );
  const take = (i: number): Promise<Reply> =>
    send(`${system.hall}/api/tickets`, { seriesId: halls[i]!.series }, { authorization: `Bearer ${halls[i]!.kiosk}` });
  await Promise.all(halls.map((_, i) => take(i)));
  await commands(halls, cookies, take);
  for (const sockets of [100, 500]) await boards(sockets, halls[0]!, () => take(0));
} finally {
  await system.stop();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

async function commands(all: readonly LoadHall[], cookies: readonly string[], take: (i: number) => Promise<Reply>): Promise<void> {
  const sql = postgres(server.url, { max: 16, onnotice: () => undefined });
  const rows = await sql<{ id: string; hall_id: string }[]>`select id, hall_id from hall_days`;
  const floor = floorOf(
    sql,
    all.map((hall) => rows.find((row) => row.hall_id === hall.id)!.id),
    all.map((hall) => hall.series),
  );
  const ours = {
    async take(hall: number): Promise<number> {
      const reply = await take(hall);
      if (reply.status !== 200) throw new Error(`take answered ${reply.status} ${JSON.stringify(reply.body)}`);
      return 1;
    },
    /** "Next" and its undoing, so that the window is free and the citizen waits again: both are commands of the same shape. */
    async call(hall: number): Promise<number> {
      const act = (body: object): Promise<Reply> =>
        send(`${system.desk}/api/windows/${all[hall]!.window}/actions`, body, { cookie: cookies[hall]! });
      const next = await act({ action: 'next' });
      if (next.status !== 200) throw new Error(`next answered ${next.status} ${JSON.stringify(next.body)}`);
      const undo = await act({ action: 'undo', ticketId: next.body.ticket!.id });
      if (undo.status !== 200) throw new Error(`undo answered ${undo.status} ${JSON.stringify(undo.body)}`);
      return 2;
    },
  };
  for (const name of ['take', 'call'] as const) {
    report(name, 'statements', statements[name], 'statements', name === 'take' ? 7 : 7);
    for (const clients of [1, hallCount]) {
      const got = { ours: 0, floor: 0 };
      // alternating slices: a noisy machine is noisy for both
      for (let i = 0; i < slices; i += 1) {
        got.floor += await rate(clients, floor[name]);
        got.ours += await rate(clients, ours[name]);
      }
      report(name, `throughput_${clients}`, got.ours / slices, 'commands/s', got.floor / slices);
    }
  }
  await sql.end({ timeout: 2 });
}

/**
 * From the commit, by the database's own record of it, to the view at each board. A board is a bare WebSocket that speaks
 * as much of Socket.IO as it needs: `count` of its clients in this process would cost more than what is measured.
 */
async function boards(count: number, hall: LoadHall, take: () => Promise<Reply>): Promise<void> {
  const sql = postgres(server.url, { max: 1, onnotice: () => undefined });
  const seen: { version: number; at: number }[] = [];
  let bytes = 0;
  const sockets = await Promise.all(
    Array.from({ length: count }, () =>
      watchBoard(hall, (text) => {
        seen.push({ version: Number(/"version":(\d+)/.exec(text)?.[1]), at: now() });
        bytes ||= Buffer.byteLength(text);
      }),
    ),
  );
  const latencies: number[] = [];
  for (let i = 0; i < rounds; i += 1) {
    seen.length = 0;
    const reply = await take();
    const [row] = await sql<{ at: number; version: number }[]>`
      select (extract(epoch from pg_xact_commit_timestamp(d.xmin)) * 1000)::float8 as at, d.version
      from tickets t join hall_days d on d.id = t.hall_day_id where d.hall_id = ${hall.id} and t.number = ${reply.body.ticket!.number}`;
    const arrived = () => seen.filter(({ version }) => version === row!.version);
    for (const deadline = Date.now() + 2_000; Date.now() < deadline && arrived().length < count;) await pause(2);
    if (arrived().length < count) throw new Error(`only ${arrived().length} of ${count} boards saw the change`);
    latencies.push(...arrived().map(({ at }) => at - row!.at));
    await pause(20);
  }
  for (const socket of sockets) socket.close();
  await sql.end();
  const floor = await bareBroadcast(count, bytes);
  latencies.sort((a, b) => a - b);
  for (const q of [0.5, 0.99]) report('board', `commit_to_view_p${q * 100}_${count}`, quantile(latencies, q), 'ms', quantile(floor, q));
}

/** Milliseconds of this machine's clock, with fractions: the database stamps commits in microseconds. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

/** Opens, names itself, watches the hall; resolves when the first view is there. */
function watchBoard(hall: LoadHall, onView: (text: string) => void): Promise<WebSocket> {
  const socket = new WebSocket(`${system.hall.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, {
    perMessageDeflate: false,
    headers: { authorization: `Bearer ${hall.board}` },
  });
  return new Promise((ready, fail) => {
    socket.on('error', fail);
    socket.on('message', (data: Buffer) => {
      const text = data.toString();
      if (text.startsWith('42["view"')) onView(text);
      else if (text.startsWith('0')) socket.send('40');
      else if (text.startsWith('40')) socket.send(`420["watch","hall.public","${hall.id}"]`);
      else if (text.startsWith('430')) ready(socket);
      else if (text === '2') socket.send('3');
    });
  });
}

/** The same bytes to as many sockets by plain `ws` from a process of its own. */
async function bareBroadcast(count: number, bytes: number): Promise<number[]> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('./ws-floor.ts', import.meta.url)), String(bytes), String(rounds), String(count)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const port = await new Promise<string>((resolve) => child.stdout.once('data', (text: Buffer) => resolve(text.toString().trim())));
  const latencies: number[] = [];
  const sockets = Array.from({ length: count }, () => new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false }));
  await Promise.all(
    sockets.map(
      (socket) =>
        new Promise<void>((done) => {
          socket.on('message', (data: Buffer) => latencies.push(now() - Number(data.toString('latin1', 0, 17))));
          socket.on('close', () => done());
        }),
    ),
  );
  return latencies.sort((a, b) => a - b);
}
