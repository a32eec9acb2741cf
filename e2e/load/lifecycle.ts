import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { Agent, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  generateCases,
  generateDecided,
  loadPassword,
  openSql,
  prepareCaseWork,
  prepareHalls,
  someIdNo,
  startEmbedded,
  verifyLog,
  type DecidedCase,
} from '@one-window/api/testing';
import { startSystem } from '../system.ts';

/**
 * `npm run drill -- lifecycle [--quick]`: whole lives of cases through HTTP with sessions, draft to delivery, ten commands by
 * five people, with 10,000 and then 100,000 cases in the database; every fifth request is a look at a case or a list. A
 * decision is handed over only once it is signed, and drawing one takes longer than a life: so each life ends with the hand-over
 * of a case that was decided and signed before. Papers are counted apart: how many are drawn and signed in a second by a service
 * that does nothing else, how many beside the load, and how many wait at its end. One JSON line a metric; at the end the log
 * is verified. Service, database and load share the machine.
 */
const quick = process.argv.includes('--quick');
const sizes = quick ? [1_000, 10_000] : [10_000, 100_000];
const seconds = quick ? 8 : 20;
/** The service compiles what it does often in its first seconds, on the processor that is measured. */
const warmSeconds = quick ? 4 : 10;
const clients = 12;
/** Decisions to hand over, for lives twice as quick as they must be; where they are used up the measuring ends. */
const stockOf = seconds * 80 + 2 * clients;

const round = (n: number): number => Math.round(n * 100) / 100;
const report = (metric: string, value: number, unit: string, floor: number | null = null): void =>
  console.log(
    JSON.stringify({
      bench: 'lifecycle',
      metric,
      value: round(value),
      unit,
      floor: floor && round(floor),
      ratio: floor && round(value / floor),
    }),
  );
const quantile = (all: number[], q: number): number => all.toSorted((a, b) => a - b)[Math.floor(all.length * q)] ?? NaN;

const agent = new Agent({ keepAlive: true, maxSockets: 64 });
interface Reply {
  readonly status: number;
  readonly body: { id?: string; version?: number };
  readonly cookie: string;
}

function send(method: 'GET' | 'POST', url: string, cookie: string, body?: object): Promise<Reply> {
  const text = body ? JSON.stringify(body) : '';
  const headers = {
    cookie,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'idempotency-key': randomUUID(),
  };
  return new Promise((resolve, reject) => {
    const sent = httpRequest(url, { method, agent, headers }, (response) => {
      let answer = '';
      response.setEncoding('utf8').on('data', (part: string) => (answer += part));
      response.once('end', () => {
        const cookies = (response.headers['set-cookie'] ?? []).map((c) => c.split(';')[0]).join('; ');
        resolve({ status: response.statusCode!, body: JSON.parse(answer) as Reply['body'], cookie: cookies });
      });
    });
    sent.once('error', reject).end(text);
  });
}

/**
 * What the database alone gives: ten times lock the case, write it, its event and its key, commit, by postgres.js and nothing
 * else, with as many at once; in lives a second. What it wrote is taken out again.
 */
async function floor(url: string): Promise<number> {
  const sql = openSql(url, clients);
  const ids = (await sql<{ id: string }[]>`select id from cases order by id limit ${clients}`).map(({ id }) => id);
  const bytes = Buffer.alloc(32, 3);
  const event = { kind: 'floor', type: 'floor', actor_kind: 'system', actor_id: 'floor', body: '{"to":"x"}', alg: 'sha256' };
  const hashes = { content_hash: bytes, prev_hash: bytes, hash: bytes };
  const from = performance.now();
  let done = 0;
  await Promise.all(
    ids.map(async (id) => {
      const stream = randomUUID();
      for (let version = 1; performance.now() - from < seconds * 500; version += 1) {
        await sql.begin(async (tx) => {
          await tx`select * from cases where id = ${id} for no key update`;
          await tx`update cases set due_at = due_at, unsigned = unsigned where id = ${id}`;
          await tx`insert into events ${tx({ ...event, ...hashes, stream, version, subject: id, recorded_at: new Date() })}`;
          await tx`insert into command_keys (actor, key, request_hash, response) values ('floor', ${randomUUID()}, ${bytes}, ${`{"id":"${id}"}`})`;
        });
        done += 1;
      }
    }),
  );
  const rate = (done * 1_000) / (performance.now() - from) / 10;
  await sql`delete from events where kind = 'floor'`;
  await sql`delete from command_keys where actor = 'floor'`;
  await sql.end({ timeout: 2 });
  return rate;
}

const folder = await mkdtemp(join(tmpdir(), 'one-window-lifecycle-'));
await chmod(folder, 0o755);
const server = await startEmbedded({ dir: join(folder, 'pg') });
const keyFile = join(folder, 'keys.json');
const env = {
  DATABASE_URL: server.url,
  KEY_FILE: keyFile,
  SIGNING_KEY_FILE: join(folder, 'signing-key.json'),
  LOG_LEVEL: 'error',
  POOL_SIZE: '16',
};
await startSystem({ demo: false, env }).then((s) => s.stop());
const [hall] = await prepareHalls(server.url, keyFile, 1);
const work = await prepareCaseWork(server.url, keyFile, hall!);
const system = await startSystem({ demo: false, env });
try {
  const desk = `${system.desk}/api`;
  const signIn = async (role: keyof typeof work.staffNo): Promise<string> =>
    (await send('POST', `${desk}/sign-in`, '', { staffNo: work.staffNo[role], password: loadPassword })).cookie;
  const cookies = {
    clerk: await signIn('clerk'),
    handler: await signIn('department_handler'),
    checker: await signIn('department_checker'),
    decider: await signIn('department_decider'),
    delivery: await signIn('delivery_clerk'),
  };
  const checks = Object.fromEntries(work.materials.map((code) => [code, 'present']));

  const sql = openSql(server.url, 2);
  const waiting = async (): Promise<number> => {
    const [row] = await sql<{ n: number; held: number }[]>`
      select count(*)::int as n, count(held)::int as held from documents where state = 'queued'`;
    if (row!.held > 0) throw new Error('decisions are held: none of this can be measured');
    return row!.n;
  };
  /** Waits until every decision is signed; gives how many were signed in a second. */
  const signed = async (count: number): Promise<number> => {
    const from = performance.now();
    while ((await waiting()) > 0) await pause(100);
    return (count * 1_000) / (performance.now() - from);
  };
  const stock: DecidedCase[] = [];

  /** One life; what each command and each look took goes into the lists. */
  const life = async (writes: number[], reads: number[]): Promise<void> => {
    const idNo = someIdNo();
    const timed = async (list: number[], method: 'GET' | 'POST', path: string, cookie: string, body?: object): Promise<Reply> => {
      const from = performance.now();
      const reply = await send(method, `${desk}${path}`, cookie, body);
      list.push(performance.now() - from);
      if (reply.status !== 200) throw new Error(`${path} answered ${reply.status} ${JSON.stringify(reply.body)}`);
      return reply;
    };
    const applicant = { name: '负载', idNo, phone: null };
    const begun = await timed(writes, 'POST', '/cases', cookies.clerk, { hallId: work.hallId, itemId: work.itemId, applicant });
    const steps: readonly (readonly [string, object])[] = [
      [cookies.clerk, { action: 'receive', checks }],
      [cookies.clerk, { action: 'accept' }],
      [cookies.handler, { action: 'sign' }],
      [cookies.handler, { action: 'forward', opinion: '属实' }],
      [cookies.checker, { action: 'forward', opinion: '同意' }],
      [cookies.decider, { action: 'grant', opinion: '准予' }],
      [cookies.handler, { action: 'produce' }],
    ];
    let { version } = begun.body;
    for (const [i, [cookie, press]] of steps.entries()) {
      version = (await timed(writes, 'POST', `/cases/${begun.body.id}/press`, cookie, { version, press })).body.version;
      if (i === 3) await timed(reads, 'GET', `/cases/${begun.body.id}`, cookie);
      if (i === 6) await timed(reads, 'GET', '/cases?box=review', cookie);
    }
    const older = stock.pop();
    if (!older) throw new Error('no signed decision is left');
    const recipient = { by: 'identity', idNo: older.idNo };
    const path = `/cases/${older.id}/press`;
    const ready = await timed(writes, 'POST', path, cookies.handler, {
      version: older.version,
      press: { action: 'make_ready', paper: null },
    });
    const press = { action: 'deliver', way: 'counter', recipient, signed: { by: 'paper', why: 'no_pad' }, proof: '签收' };
    await timed(writes, 'POST', path, cookies.delivery, { version: ready.body.version, press });
  };

  /** Lives by all clients for so long; gives how many. */
  const livesIn = async (length: number, writes: number[], reads: number[]): Promise<number> => {
    const from = performance.now();
    let lives = 0;
    await Promise.all(
      Array.from({ length: clients }, async () => {
        while (performance.now() - from < length * 1_000 && stock.length > clients) {
          await life(writes, reads);
          lives += 1;
        }
      }),
    );
    return lives;
  };

  const rates: number[] = [];
  let there = 0;
  for (const size of sizes) {
    await generateCases(server.url, keyFile, work, size - there);
    there = size;
    stock.push(...(await generateDecided(server.url, keyFile, work, stockOf)));
    report(`papers_per_second_alone_at_${size}`, await signed(stockOf), 'papers/s');
    const warm = await livesIn(warmSeconds, [], []);
    await signed(warm);
    const [writes, reads]: [number[], number[]] = [[], []];
    const from = performance.now();
    const lives = await livesIn(seconds, writes, reads);
    const spent = performance.now() - from;
    const backlog = await waiting();
    const rate = (lives * 1_000) / spent;
    report(`papers_per_second_beside_at_${size}`, ((lives - backlog) * 1_000) / spent, 'papers/s');
    report(`papers_backlog_at_${size}`, backlog, 'papers');
    rates.push(rate);
    report(`per_second_at_${size}`, rate, 'lives/s', await floor(server.url));
    report(`write_p95_at_${size}`, quantile(writes, 0.95), 'ms');
    report(`read_p95_at_${size}`, quantile(reads, 0.95), 'ms');
    there += warm + lives + stockOf;
  }
  report('ratio_large_to_small', rates[1]! / rates[0]!, 'ratio');
  const { streams, findings } = await verifyLog(sql);
  await sql.end({ timeout: 2 });
  report('log_findings', findings.length, `of ${streams} streams`);
  if (findings.length > 0) process.exitCode = 1;
} finally {
  await system.stop();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
