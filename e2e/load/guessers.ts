import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { Agent, createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateCases, loadPassword, openSql, prepareCaseWork, prepareHalls, someIdNo, startEmbedded } from '@one-window/api/testing';
import { startSystem } from '../system.ts';

/**
 * `npm run drill -- guessers [--quick]`: 100,000 tries at what opens something: ids of cases and links of slips (where is my
 * matter), codes under papers, pick-up codes, codes for phones, links of ratings; by 200 addresses and 20 citizens, on the real
 * listeners behind a proxy. Half of them aim at what exists, half at what does not. The drill fails where the two are answered
 * differently, where more opens than chance opens, or where nobody is slowed. One JSON line a metric.
 */
const quick = process.argv.includes('--quick');
const total = quick ? 10_000 : 100_000;
const clients = 24;
const addresses = quick ? 20 : 200;
const caseCount = 600;
/** So many cases wait with a code that collects them, and so many guesses of each sort are made one by one, for their times. */
const some = 40;

const report = (metric: string, value: number, unit: string): void =>
  console.log(JSON.stringify({ bench: 'guessers', metric, value: Math.round(value * 100) / 100, unit, floor: null, ratio: null }));
const median = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? NaN;
const pick = <T>(list: readonly T[]): T => list[randomInt(list.length)]!;
const addressOf = (n: number): string => `198.51.${Math.floor(n / 250)}.${n % 250}`;

const agent = new Agent({ keepAlive: true, maxSockets: clients });
interface Reply {
  readonly status: number;
  readonly text: string;
  readonly cookie: string;
  readonly retryAfter: number;
  readonly ms: number;
}
interface Sent {
  readonly url: string;
  readonly body?: object;
  readonly address?: string;
  readonly cookie?: string;
}

function send({ url, body, address = '203.0.113.1', cookie = '' }: Sent): Promise<Reply> {
  const text = body ? JSON.stringify(body) : '';
  const from = performance.now();
  const headers = {
    ...(body ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) } : {}),
    'x-forwarded-for': address,
    'idempotency-key': randomUUID(),
    cookie,
  };
  return new Promise((resolve, reject) => {
    const sent = httpRequest(url, { method: body ? 'POST' : 'GET', agent, headers }, (response) => {
      let answer = '';
      response.setEncoding('utf8').on('data', (part: string) => (answer += part));
      response.once('end', () => {
        const cookies = (response.headers['set-cookie'] ?? []).map((c) => c.split(';')[0]).join('; ');
        const retryAfter = Number(response.headers['retry-after'] ?? 0);
        resolve({ status: response.statusCode!, text: answer, cookie: cookies, retryAfter, ms: performance.now() - from });
      });
    });
    sent.once('error', reject).end(text);
  });
}

/** Where the messages to phones go: a gateway as a city has one. */
const messages: { to: string; text: string }[] = [];
const gateway = createServer((request, response) => {
  let body = '';
  request.on('data', (part: Buffer) => (body += part.toString()));
  request.on('end', () => {
    messages.push(JSON.parse(body) as { to: string; text: string });
    response.end('{}');
  });
});
await new Promise<void>((done) => gateway.listen(0, '127.0.0.1', done));

const folder = await mkdtemp(join(tmpdir(), 'one-window-guessers-'));
await chmod(folder, 0o755);
const server = await startEmbedded({ dir: join(folder, 'pg') });
const keyFile = join(folder, 'keys.json');
const messageUrl = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/`;
const env = {
  DATABASE_URL: server.url,
  KEY_FILE: keyFile,
  LOG_LEVEL: 'error',
  POOL_SIZE: '16',
  TRUSTED_PROXIES: '1',
  MESSAGE_URL: messageUrl,
};
await startSystem({ demo: false, env }).then((s) => s.stop());
const [hall] = await prepareHalls(server.url, keyFile, 1);
const work = await prepareCaseWork(server.url, keyFile, hall!);
await generateCases(server.url, keyFile, work, caseCount);
const system = await startSystem({ demo: false, env });
const sql = openSql(server.url, 2);
const faults: string[] = [];

/** One guess: what it is sent as, and whether it aims at something that exists. */
interface Guess extends Sent {
  readonly real: boolean;
}
interface Kind {
  readonly name: string;
  readonly guess: (real: boolean) => Guess;
  /** How likely one judged guess opens something. */
  readonly chance: number;
  readonly opens: (reply: Reply) => boolean;
}

/** What remains of an answer when the guesser's own words, the number of the request and the seconds are taken away. */
function shapeOf(reply: Reply, guess: Guess): string {
  const own = decodeURIComponent(guess.url.split('/').at(-1)!);
  const text = reply.text
    .replaceAll(own, '<own>')
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
    .replaceAll(/"seconds":\d+/g, '"seconds":<n>');
  return `${reply.status} ${Buffer.byteLength(text)} ${text}`;
}

/** One after the other, each from an address of its own: what a patient guesser could tell by the clock. */
async function quietTimes(kind: Kind): Promise<{ true: number[]; false: number[] }> {
  const times = { true: [] as number[], false: [] as number[] };
  for (let i = 0; i < 2 * some; i += 1) {
    const guess = { ...kind.guess(i % 2 === 0), address: addressOf(600 + i) };
    const reply = await send(guess);
    if (reply.status !== 429) times[`${guess.real}`].push(reply.ms);
  }
  return times;
}

async function run(kind: Kind, tries: number): Promise<void> {
  const shapes = { true: new Map<string, number>(), false: new Map<string, number>() };
  const times = await quietTimes(kind);
  let [left, judged, slowed, hits, withoutRetry] = [tries, 0, 0, 0, 0];
  const from = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (left > 0) {
        left -= 1;
        const guess = kind.guess(left % 2 === 0);
        const reply = await send(guess);
        const shape = shapeOf(reply, guess);
        const seen = shapes[`${guess.real}`];
        seen.set(shape, (seen.get(shape) ?? 0) + 1);
        if (reply.status === 429) {
          slowed += 1;
          if (!(reply.retryAfter > 0)) withoutRetry += 1;
        } else {
          judged += 1;
          if (kind.opens(reply)) hits += 1;
        }
      }
    }),
  );
  const expected = judged * kind.chance;
  report(`${kind.name}_tries`, tries, 'tries');
  report(`${kind.name}_per_second`, (tries * 1_000) / (performance.now() - from), 'tries/s');
  report(`${kind.name}_judged`, judged, 'tries that were looked at');
  report(`${kind.name}_slowed`, slowed, 'tries answered 429');
  report(`${kind.name}_opened`, hits, `by chance ${expected.toFixed(4)}`);
  report(`${kind.name}_median_existing`, median(times.true), `ms of ${times.true.length}`);
  report(`${kind.name}_median_none`, median(times.false), `ms of ${times.false.length}`);
  const [one, other] = [[...shapes.true.keys()].toSorted(), [...shapes.false.keys()].toSorted()];
  if (one.join('\n') !== other.join('\n'))
    faults.push(
      `${kind.name}: what exists is answered [${one.join(' | ').slice(0, 600)}], what does not [${other.join(' | ').slice(0, 600)}]`,
    );
  // five times what chance gives, or one where it gives next to nothing
  if (hits > Math.max(1, expected * 5)) faults.push(`${kind.name}: ${hits} opened, by chance ${expected}`);
  if (slowed < tries / 4) faults.push(`${kind.name}: only ${slowed} of ${tries} were slowed`);
  if (withoutRetry > 0) faults.push(`${kind.name}: ${withoutRetry} answers 429 do not say for how long`);
}

const hex = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');
/** As a link is put together, with a proof that is made up. */
const forged = (...parts: readonly Buffer[]): string => Buffer.concat([...parts, randomBytes(12)]).toString('base64url');
const noId = (): string => `01${randomUUID().slice(2, 14)}7${randomUUID().slice(15)}`;

try {
  const desk = `${system.desk}/api`;
  const portal = system.portal;
  const staff = async (role: keyof typeof work.staffNo): Promise<string> =>
    (await send({ url: `${desk}/sign-in`, body: { staffNo: work.staffNo[role], password: loadPassword } })).cookie;
  const [taker, handler, checker] = [await staff('clerk'), await staff('department_handler'), await staff('department_checker')];
  const [decider, clerk] = [await staff('department_decider'), await staff('delivery_clerk')];
  const checks = Object.fromEntries(work.materials.map((code) => [code, 'present']));
  const ready: readonly (readonly [string, object])[] = [
    [taker, { action: 'receive', checks }],
    [taker, { action: 'accept' }],
    [handler, { action: 'sign' }],
    [handler, { action: 'forward', opinion: '属实' }],
    [checker, { action: 'forward', opinion: '同意' }],
    [decider, { action: 'grant', opinion: '准予' }],
    [handler, { action: 'produce' }],
    [handler, { action: 'make_ready', paper: null }],
  ];
  for (let i = 0; i < some; i += 1) {
    const applicant = { name: '负载', idNo: someIdNo(), phone: null };
    const body = { hallId: work.hallId, itemId: work.itemId, applicant };
    const { id } = JSON.parse((await send({ url: `${desk}/cases`, body, cookie: taker })).text) as { id: string };
    for (const [n, [cookie, press]] of ready.entries())
      await send({ url: `${desk}/cases/${id}/press`, body: { version: n + 1, press }, cookie });
  }
  const ids = (await sql<{ id: string }[]>`select id from cases`).map(({ id }) => id);
  const waiting = await sql<{ id: string; version: number }[]>`select id, version from cases where status = 'READY'`;
  const elsewhere = await sql<{ id: string; version: number }[]>`
    select id, version from cases where status <> 'READY' limit ${waiting.length}`;
  const kiosk = { headers: { authorization: `Bearer ${hall!.kiosk}`, 'content-type': 'application/json' } };
  for (let i = 0; i < 50; i += 1)
    await fetch(`${system.hall}/api/tickets`, {
      method: 'POST',
      ...kiosk,
      headers: { ...kiosk.headers, 'idempotency-key': randomUUID() },
      body: JSON.stringify({ seriesId: hall!.series }),
    });
  const tickets = (await sql<{ id: string }[]>`select id from tickets`).map(({ id }) => id);
  report('cases', ids.length, `${waiting.length} with a code that collects them, ${tickets.length} slips`);

  // phones to which a code is under way, and as many that nobody has asked one for
  const { version: noticeVersion } = JSON.parse((await send({ url: `${portal}/api/notice` })).text) as { version: string };
  const phone = (n: number): string => `138${String(10_000_000 + n)}`;
  const askCode = (n: number) => send({ url: `${portal}/api/sign-in/code`, body: { phone: phone(n) }, address: addressOf(n) });
  const citizens: string[] = [];
  for (let n = 0; n < 20; n += 1) {
    await askCode(n);
    const told = async (): Promise<string> => {
      for (;;) {
        const found = messages.find(({ to }) => to === phone(n));
        if (found) return /\d{6}/.exec(found.text)![0];
        await new Promise((done) => setTimeout(done, 50));
      }
    };
    const body = { phone: phone(n), code: await told(), noticeVersion };
    citizens.push((await send({ url: `${portal}/api/sign-in`, body, address: addressOf(n) })).cookie);
  }
  const unknownAsked = await askCode(150);
  const knownAsked = await askCode(3);
  if (unknownAsked.text !== knownAsked.text || unknownAsked.status !== knownAsked.status)
    faults.push('a code: a known number is answered differently');
  const asked = Array.from({ length: 100 }, (_, i) => 1_000 + i);
  await Promise.all(asked.map(askCode));

  const anywhere = (): { address: string } => ({ address: addressOf(300 + randomInt(addresses)) });
  const kinds: readonly Kind[] = [
    {
      name: 'case_id',
      guess: (real) => ({ real, url: `${portal}/api/cases/${real ? pick(ids) : noId()}`, cookie: pick(citizens), ...anywhere() }),
      chance: 0,
      opens: ({ status }) => status === 200,
    },
    {
      name: 'slip_link',
      guess: (real) => ({ real, url: `${portal}/api/tickets/${forged(hex(real ? pick(tickets) : noId()))}`, ...anywhere() }),
      chance: 2 ** -96,
      opens: ({ status }) => status === 200,
    },
    {
      name: 'paper_code',
      guess: (real) => ({ real, url: `${portal}/verify/${forged(hex(real ? pick(ids) : noId()), Buffer.from([0, 2]))}`, ...anywhere() }),
      chance: 2 ** -96,
      opens: ({ status }) => status === 200,
    },
    {
      name: 'pickup_code',
      guess: (real) => {
        const { id, version } = pick(real ? waiting : elsewhere);
        const recipient = { by: 'code', code: String(randomInt(1_000_000)).padStart(6, '0') };
        const press = { action: 'deliver', way: 'counter', recipient, signed: { by: 'paper', why: 'no_pad' }, proof: '签收' };
        return { real, url: `${desk}/cases/${id}/press`, body: { version, press }, cookie: clerk, ...anywhere() };
      },
      chance: 0.5e-6,
      opens: ({ status }) => status === 200,
    },
    {
      name: 'phone_code',
      guess: (real) => {
        const body = {
          phone: phone(real ? pick(asked) : 5_000 + randomInt(100)),
          code: String(randomInt(1_000_000)).padStart(6, '0'),
          noticeVersion,
        };
        return { real, url: `${portal}/api/sign-in`, body, ...anywhere() };
      },
      chance: 0.5e-6,
      opens: ({ status }) => status === 200,
    },
    {
      name: 'rating_link',
      guess: (real) => ({ real, url: `${portal}/api/ratings/${forged(hex(real ? pick(ids) : noId()), Buffer.from([2]))}`, ...anywhere() }),
      chance: 2 ** -96,
      opens: ({ status }) => status === 200,
    },
  ];
  for (const kind of kinds) await run(kind, Math.floor(total / kinds.length));
} finally {
  await sql.end({ timeout: 2 });
  await system.stop();
  await server.stop();
  gateway.close();
  agent.destroy();
  await rm(folder, { recursive: true, force: true });
}
for (const fault of faults) console.error(`✘ ${fault}`);
if (faults.length > 0) process.exitCode = 1;
else console.log('guessers: nothing is told, nothing opens, and they are slowed');
