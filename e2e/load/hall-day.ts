import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { Agent, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import WebSocket from 'ws';
import { loadPassword, openSql, prepareHalls, seededRandom, startEmbedded, verifyLog, type LoadHall } from '@one-window/api/testing';
import { startSystem } from '../system.ts';

/**
 * `npm run drill -- hall-day [--quick]`: one day of 100 halls with six windows each, 1,000 boards, 1,000 phones and 20,000 numbers, at
 * twenty times its speed (27 minutes); `--quick` a tenth of it in three. Service, database and clients share the machine. Asked are the
 * call's answer (p99 ≤ 50 ms), commit to screen (p99 ≤ 250 ms, by the database's own record of each commit), that no screen is wrong
 * at any of 20 looks, and memory that stays flat from the day's second hour on (± 10 %).
 */
const quick = process.argv.includes('--quick');
const hallCount = quick ? 10 : 100;
const boardsPerHall = 10;
const phonesPerHall = 10;
const ticketsPerHall = 200;
const windows = 6;
const dayMinutes = 540;
const speed = quick ? 180 : 20;
const realMs = (minutes: number): number => (minutes * 60_000) / speed;
const looks = 20;
/** So long after a change every screen shows it, or is wrong. */
const graceMs = 300;

const round = (n: number): number => Math.round(n * 100) / 100;
/** A figure beside its aim; one that misses it fails the drill. */
function report(metric: string, value: number, unit: string, aim: string, holds = true): void {
  console.log(JSON.stringify({ drill: 'hall-day', metric, value: round(value), unit, aim, holds }));
  if (!holds) process.exitCode = 1;
}
const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? NaN;
const now = (): number => performance.timeOrigin + performance.now();

/** The same day each time. */
const random = seededRandom(20261126);
const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

interface Reply {
  readonly status: number;
  readonly body: { ticket?: { id: string; url?: string } | null; error?: { code: string } };
  readonly cookie: string;
}
const agent = new Agent({ keepAlive: true, maxSockets: 128 });

/** A connection that the service had just put down for want of use is taken up anew, under the same key, as every screen does. */
async function send(url: string, body: object, headers: Record<string, string>): Promise<Reply> {
  const key = randomUUID();
  return post(url, body, headers, key).catch((error: { code?: string }) => {
    if (error.code !== 'ECONNRESET') throw error;
    return post(url, body, headers, key);
  });
}

function post(url: string, body: object, headers: Record<string, string>, key: string): Promise<Reply> {
  const text = JSON.stringify(body);
  const all = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'idempotency-key': key,
    ...headers,
  };
  return new Promise((resolve, reject) => {
    const req = httpRequest(url, { method: 'POST', agent, headers: all }, (res) => {
      const parts: Buffer[] = [];
      res.on('data', (part: Buffer) => parts.push(part));
      res.on('end', () =>
        resolve({
          status: res.statusCode ?? 0,
          body: JSON.parse(Buffer.concat(parts).toString()) as Reply['body'],
          cookie: (res.headers['set-cookie'] ?? []).map((c) => c.split(';')[0]).join('; '),
        }),
      );
    });
    req.on('error', reject);
    req.end(text);
  });
}

/** As much of Socket.IO as a screen needs: a thousand of its clients would cost more than what is measured. */
function watch(base: string, view: string, id: string, headers: Record<string, string>, onText: (text: string) => void): WebSocket {
  const socket = new WebSocket(`${base.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, { perMessageDeflate: false, headers });
  socket.on('error', () => undefined);
  socket.on('message', (data: Buffer) => {
    const text = data.toString();
    if (text.startsWith('42["view"') || text.startsWith('430')) onText(text);
    else if (text.startsWith('0')) socket.send('40');
    else if (text.startsWith('40')) socket.send(`420["watch","${view}","${id}"]`);
    else if (text === '2') socket.send('3');
  });
  return socket;
}

interface Screen {
  readonly hall: LoadHall;
  text: string;
  /** Version and time of each view, one after the other. */
  readonly seen: number[];
}
const versionOf = (text: string): number => Number(/"version":(\d+)/.exec(text)?.[1] ?? 0);
const newestCallOf = (text: string): number => Number(/"calls":\[\{"callSeq":(\d+)/.exec(text)?.[1] ?? 0);

const folder = await mkdtemp(join(tmpdir(), 'one-window-day-'));
await chmod(folder, 0o755);
const first = await startEmbedded({ dir: join(folder, 'pg') });
const owner = postgres(first.url, { max: 1 });
await owner`alter system set track_commit_timestamp = on`;
await owner.end();
await first.stop();
const server = await startEmbedded({ dir: join(folder, 'pg') });
const keyFile = join(folder, 'keys.json');
const env = { DATABASE_URL: server.url, KEY_FILE: keyFile, LOG_LEVEL: 'error', POOL_SIZE: '16' };
await startSystem({ demo: false, env }).then((s) => s.stop());
const halls = await prepareHalls(server.url, keyFile, hallCount, windows);
const system = await startSystem({ demo: false, env });
const sql = postgres(server.url, { max: 2, onnotice: () => undefined });
const screens: Screen[] = [];
const phonesOpen = new Set<Screen>();
const calls: number[] = [];
const refusals = new Map<string, number>();
const tally = { taken: 0, called: 0, inVain: 0, served: 0, phones: 0 };
const memory: { minute: number; mb: number }[] = [];
/** Of the whole machine: what all of it together takes more than before, and at most. */
const together = { before: await machineMb(), most: 0 };
let over = false;

function refused({ body }: Reply): void {
  const code = body.error?.code ?? '?';
  refusals.set(code, (refusals.get(code) ?? 0) + 1);
}

/** A morning peak and a weaker one after noon; drawn anew where it falls outside of the hours, or hundreds would come in one instant. */
function arrival(): number {
  const share = random() < 0.62 ? 0.16 + 0.1 * normal() : 0.7 + 0.13 * normal();
  return share > 0 && share < 0.97 ? dayMinutes * share : arrival();
}

async function arrivals(hall: LoadHall, began: number): Promise<void> {
  const phones = { open: 0 };
  for (const at of Array.from({ length: ticketsPerHall }, arrival).toSorted((a, b) => a - b)) {
    await pause(Math.max(0, began + realMs(at) - now()));
    const reply = await send(`${system.hall}/api/tickets`, { seriesId: hall.series }, { authorization: `Bearer ${hall.kiosk}` });
    if (reply.status !== 200) refused(reply);
    else {
      tally.taken += 1;
      follow(hall, reply.body.ticket!.url!, phones);
    }
  }
}

/** The phone of who took the number, until it is done. */
function follow(hall: LoadHall, url: string, phones: { open: number }): void {
  if (phones.open >= phonesPerHall) return;
  phones.open += 1;
  tally.phones += 1;
  const link = new URL(url).pathname.split('/').at(-1)!;
  const screen: Screen = { hall, text: '', seen: [] };
  phonesOpen.add(screen);
  const socket = watch(system.portal, 'ticket', link, {}, (text) => {
    screen.text = text;
    if (/"state":"(DONE|MISSED|ABANDONED|CANCELLED)"/.test(text)) socket.close();
  });
  socket.on('close', () => {
    phones.open -= 1;
    phonesOpen.delete(screen);
  });
}

/** What a clerk sees of the queue on the own screen: the same numbers as the board's, which the hall's first one stands for. */
const firstBoards = new Map<LoadHall, Screen>();
const somebodyWaits = (hall: LoadHall): boolean => /"waiting":[1-9]/.test(firstBoards.get(hall)?.text ?? '');

/** Nobody presses "next" before an empty queue: a clerk sees who comes, and presses some seconds later, as whoever else is free. */
async function serve(hall: LoadHall, desk: LoadHall['desks'][number], cookie: string): Promise<void> {
  const press = (body: object): Promise<Reply> => send(`${system.desk}/api/windows/${desk.window}/actions`, body, { cookie });
  while (!over) {
    await pause(realMs(0.05 + random() * 0.25));
    if (!somebodyWaits(hall)) continue;
    const asked = performance.now();
    const reply = await press({ action: 'next' });
    calls.push(performance.now() - asked);
    if (reply.status !== 200) refused(reply);
    const ticket = reply.body.ticket;
    if (!ticket) {
      tally.inVain += 1;
      continue;
    }
    tally.called += 1;
    await pause(realMs(0.3 + random() * 0.7));
    await press({ action: 'start', ticketId: ticket.id });
    await pause(realMs(Math.min(45, Math.exp(Math.log(7) - 0.245 + 0.7 * normal()))));
    const done = await press({ action: 'finish', ticketId: ticket.id });
    if (done.status === 200) tally.served += 1;
    else refused(done);
  }
}

/** At random moments of the day: after a short grace every board and phone of a hall shows what the database held before it. */
async function look(began: number): Promise<{ looked: number; wrong: string[] }> {
  const wrong: string[] = [];
  let looked = 0;
  for (const at of Array.from({ length: looks }, () => realMs(30 + random() * (dayMinutes - 60))).toSorted((a, b) => a - b)) {
    await pause(Math.max(0, began + at - now()));
    const hall = halls[Math.floor(random() * halls.length)]!;
    const [day] = await sql<{ version: number; call_seq: number }[]>`select version, call_seq from hall_days where hall_id = ${hall.id}`;
    const here = (all: Iterable<Screen>): Screen[] => [...all].filter((s) => s.hall === hall && s.text !== '');
    const phones = here(phonesOpen);
    await pause(graceMs);
    for (const { text } of here(screens)) {
      looked += 1;
      const shown = { version: versionOf(text), call: newestCallOf(text) };
      if (shown.version < day!.version || shown.call < day!.call_seq)
        wrong.push(`board ${shown.version}/${shown.call} instead of ${day!.version}/${day!.call_seq}`);
    }
    // who was served meanwhile has put the phone away
    for (const phone of phones.filter((one) => phonesOpen.has(one))) {
      looked += 1;
      if (versionOf(phone.text) < day!.version) wrong.push(`phone ${versionOf(phone.text)} instead of ${day!.version}`);
    }
  }
  return { looked, wrong };
}

async function machineMb(): Promise<number> {
  const text = await readFile('/proc/meminfo', 'utf8').catch(() => '');
  const kb = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(text)?.[1] ?? 0);
  return (kb('MemTotal') - kb('MemAvailable')) / 1024;
}

async function watchMemory(began: number): Promise<void> {
  while (!over) {
    together.most = Math.max(together.most, await machineMb());
    const status = await readFile(`/proc/${system.pid}/status`, 'utf8').catch(() => '');
    const kb = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0);
    if (kb > 0) memory.push({ minute: ((now() - began) * speed) / 60_000, mb: kb / 1024 });
    await pause(realMs(5));
  }
}

/** Each commit of each hall against the first view at each board that has it or a later one. */
async function latencies(): Promise<number[]> {
  const rows = await sql<{ hall_id: string; version: number; at: number }[]>`
    select d.hall_id, max(e.version)::int as version, (extract(epoch from pg_xact_commit_timestamp(e.xmin)) * 1000)::float8 as at
    from events e join hall_days d on d.id = e.stream group by d.hall_id, e.xmin order by 1, 2`;
  const commits = grouped(rows);
  const all: number[] = [];
  for (const { hall, seen } of screens) {
    let i = 0;
    for (const { version, at } of commits.get(hall.id) ?? []) {
      // what was there before the board was opened is not pushed to it
      if (at < seen[1]!) continue;
      while (i < seen.length && seen[i]! < version) i += 2;
      if (i < seen.length) all.push(seen[i + 1]! - at);
    }
  }
  return all.sort((a, b) => a - b);
}

function grouped(rows: readonly { hall_id: string; version: number; at: number }[]): Map<string, (typeof rows)[number][]> {
  const by = new Map<string, (typeof rows)[number][]>();
  for (const row of rows) by.set(row.hall_id, [...(by.get(row.hall_id) ?? []), row]);
  return by;
}

try {
  const desks = halls.flatMap((hall) => hall.desks);
  const cookies = new Map<string, string>();
  for (const { staffNo, window } of desks) {
    const { cookie } = await send(`${system.desk}/api/sign-in`, { staffNo, password: loadPassword }, {});
    cookies.set(staffNo, cookie);
    await send(`${system.desk}/api/windows/${window}/session`, { action: 'open' }, { cookie });
  }
  for (const hall of halls)
    for (let i = 0; i < boardsPerHall; i += 1) {
      const screen: Screen = { hall, text: '', seen: [] };
      screens.push(screen);
      if (i === 0) firstBoards.set(hall, screen);
      watch(system.hall, 'hall.public', hall.id, { authorization: `Bearer ${hall.board}` }, (text) => {
        screen.text = text;
        screen.seen.push(versionOf(text), now());
      });
    }
  while (screens.some(({ text }) => text === '')) await pause(50);
  console.log(`${halls.length} halls, ${desks.length} windows, ${screens.length} boards, × ${speed}`);
  const began = now();
  const working = halls.flatMap((hall) => hall.desks.map((desk) => serve(hall, desk, cookies.get(desk.staffNo)!)));
  const told = setInterval(() => console.log(JSON.stringify({ minute: Math.round(((now() - began) * speed) / 60_000), ...tally })), 60_000);
  const remembering = watchMemory(began);
  const [looking] = await Promise.all([look(began), ...halls.map((hall) => arrivals(hall, began))]);
  await pause(Math.max(0, began + realMs(dayMinutes) - now()));
  over = true;
  clearInterval(told);
  await Promise.all([...working, remembering]);
  await pause(graceMs);

  calls.sort((a, b) => a - b);
  const shown = await latencies();
  const later = memory.filter(({ minute }) => minute >= 60).map(({ mb }) => mb);
  const middle = quantile(
    later.toSorted((a, b) => a - b),
    0.5,
  );
  report('numbers', tally.taken, 'numbers', String(hallCount * ticketsPerHall), tally.taken === hallCount * ticketsPerHall);
  report('phones', tally.phones, 'phones', 'as many as fit: ten open in each hall');
  report('call_p50', quantile(calls, 0.5), 'ms', '');
  report('call_p99', quantile(calls, 0.99), 'ms', '≤ 50', quantile(calls, 0.99) <= 50);
  report('commit_to_screen_p50', quantile(shown, 0.5), 'ms', `of ${shown.length}`);
  report('commit_to_screen_p99', quantile(shown, 0.99), 'ms', '≤ 250', quantile(shown, 0.99) <= 250);
  report('screens_wrong', looking.wrong.length, `of ${looking.looked} looks`, '0', looking.wrong.length === 0);
  for (const line of looking.wrong.slice(0, 5)) console.log(`  wrong: ${line}`);
  const [low, high] = [Math.min(...later), Math.max(...later)].map((mb) => (100 * mb) / middle) as [number, number];
  report('memory_low', low, '% of the median', '≥ 90', low >= 90);
  report('memory_high', high, '% of the median', '≤ 110', high <= 110);
  report('memory_median', middle, 'MB', '');
  const all = together.most - together.before;
  report('memory_of_all', all, 'MB: service, database and clients', '≤ 4096', all <= 4096);
  const reader = openSql(server.url, 2);
  const { findings } = await verifyLog(reader);
  report('log_findings', findings.length, 'findings', '0', findings.length === 0);
  await reader.end({ timeout: 2 });
  console.log(JSON.stringify({ ...tally, refusals: Object.fromEntries(refusals) }));
} finally {
  await sql.end({ timeout: 2 });
  await system.stop();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
