import { serve, type ServerType } from '@hono/node-server';
import fc from 'fast-check';
import { Agent, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyLog } from '../log/verify.ts';
import { ticketLink } from './link.ts';
import { newKey, testClerk, testDeps, testDevice, testHall, type TestDeps, type TestHall } from '../testing.ts';

const clerks = 12;
const rounds = 500;
/** `npm run drill -- hall-race` plays many more and longer ones, in a larger hall. */
const histories =
  process.env['OW_RACE'] === 'full' ? { runs: 150, bursts: 30, pressed: 14, windows: 8 } : { runs: 12, bursts: 12, pressed: 6, windows: 4 };

let deps: TestDeps;
let desk: Served;
let hallServer: Served;
let portal: Served;
beforeAll(async () => {
  deps = await testDeps({ pool: 16 });
  desk = await served(deps.apps.desk);
  hallServer = await served(deps.apps.hall);
  portal = await served(deps.apps.portal);
});
afterAll(async () => {
  await Promise.all([desk.stop(), hallServer.stop(), portal.stop()]);
  await deps.close();
});

interface Served {
  readonly url: string;
  stop(): Promise<void>;
}

/** Real HTTP on a real port. */
async function served(app: TestDeps['apps']['desk']): Promise<Served> {
  const server = await new Promise<ServerType>((up) => {
    const s = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => up(s));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((done) => {
        (server as unknown as { closeAllConnections(): void }).closeAllConnections();
        server.close(() => done());
      }),
  };
}

type Who = { kind: string; id: string };
interface Answer {
  status: number;
  body: { ticket?: { id: string; number: string; state: string } | null; error?: { code: string } };
}

// 24,000 requests: `fetch` would take as much of the processor as the service
const agent = new Agent({ keepAlive: true });

async function send(server: Served, path: string, who: Who, body: object, key = newKey()): Promise<Answer> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': key, [`x-test-${who.kind}`]: who.id };
  const { status, text } = await new Promise<{ status: number; text: string }>((done, fail) => {
    const sent = request(server.url + path, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.once('end', () => done({ status: response.statusCode!, text })).once('error', fail);
    });
    sent.once('error', fail).end(JSON.stringify(body));
  });
  return { status, body: JSON.parse(text) as Answer['body'] };
}

/** The same command twice in the same instant, as from two tabs or after a lost reply. */
async function twice(server: Served, path: string, who: Who, body: object): Promise<Answer> {
  const key = newKey();
  const [first, second] = await Promise.all([send(server, path, who, body, key), send(server, path, who, body, key)]);
  // an accepted command is remembered; a refusal is not, and the hall may have moved on between the two
  if (first.status === 200 && second.status === 200) expect(second).toEqual(first);
  return first.status === 200 ? first : second;
}

async function staffedHall(options: {
  windows: number;
  series: number;
}): Promise<{ hall: TestHall; people: Who[]; kiosk: Who; action: (i: number, body: object) => Promise<Answer> }> {
  const hall = await testHall(deps.owner, options);
  deps.halls.clear();
  const people = hall.windows.map(() => testClerk(deps));
  await Promise.all(people.map((p, i) => send(desk, `/api/windows/${hall.windows[i]}/session`, p, { action: 'open' })));
  const action = (i: number, body: object): Promise<Answer> => twice(desk, `/api/windows/${hall.windows[i]}/actions`, people[i]!, body);
  return { hall, people, kiosk: testDevice(deps, hall.id), action };
}

/** What must be true of a hall-day at any moment. */
async function assertSound(hall: TestHall): Promise<void> {
  const [row] = await deps.owner<
    { tickets: number; numbers: number; taken: number; counters: Record<string, number>; double: number; version: number; events: number }[]
  >`
    select count(t.id)::int as tickets, count(distinct t.number)::int as numbers, d.taken, d.counters, d.version,
      (select count(*)::int from events e where e.stream = d.id) as events,
      (select count(*)::int from (select window_id from tickets o where o.hall_day_id = d.id and o.state in ('CALLED', 'SERVING') group by window_id having count(*) > 1) x) as double
    from hall_days d left join tickets t on t.hall_day_id = d.id where d.hall_id = ${hall.id} group by d.id`;
  expect(row!.tickets).toBe(row!.taken);
  expect(row!.numbers).toBe(row!.taken);
  expect(Object.values(row!.counters).reduce((a, b) => a + b, 0)).toBe(row!.taken);
  expect(row!.double).toBe(0);
  expect(row!.events).toBe(row!.version);
}

describe('12 clerks press "next" in the same instant, every request sent twice', () => {
  test(
    `${rounds} rounds: nobody is called twice, nobody is skipped, every clerk gets one while any waits`,
    { timeout: 900_000 },
    async () => {
      const { hall, people, kiosk, action } = await staffedHall({ windows: clerks, series: 1 });
      const called: string[] = [];
      for (let round = 0; round < rounds; round += 1) {
        // one round in five there are fewer citizens than clerks
        const citizens = round % 5 === 4 ? clerks - 5 : clerks;
        await Promise.all(Array.from({ length: citizens }, () => send(hallServer, '/api/tickets', kiosk, { seriesId: hall.series[0] })));
        const answers = await Promise.all(Array.from({ length: clerks }, (_, i) => action(i, { action: 'next' })));
        const got = answers.map((a, i) => ({ i, ticket: a.body.ticket })).filter((a) => a.ticket);
        expect(answers.every((a) => a.status === 200)).toBe(true);
        expect(got).toHaveLength(citizens);
        called.push(...got.map((a) => a.ticket!.number));
        await Promise.all(
          got.map((a) => send(desk, `/api/windows/${hall.windows[a.i]}/actions`, people[a.i]!, { action: 'miss', ticketId: a.ticket!.id })),
        );
      }
      expect(new Set(called).size).toBe(called.length);
      const numbers = called.map((n) => Number(n.slice(1))).sort((a, b) => a - b);
      expect(numbers).toEqual(numbers.map((_, i) => i + 1));
      await assertSound(hall);
    },
  );
});

type Step =
  | { kind: 'take'; series: number; priority: boolean }
  | { kind: 'press'; window: number; action: string }
  | { kind: 'outside'; action: 'rejoin' | 'let_pass' | 'cancel' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('take' as const), series: fc.nat(2), priority: fc.boolean() }),
  fc.record({
    kind: fc.constant('press' as const),
    window: fc.nat(histories.windows - 1),
    action: fc.constantFrom(
      'next',
      'next',
      'start',
      'finish',
      'miss',
      'hold',
      'resume',
      'return',
      'transfer',
      'send',
      'undo',
      'recall',
      'mark_inaccurate',
    ),
  }),
  fc.record({ kind: fc.constant('outside' as const), action: fc.constantFrom('rejoin', 'let_pass', 'cancel') }),
);

describe('every edge of the ticket machine in any order at once', () => {
  test(
    `no history of ${histories.runs} breaks the hall: each ticket is in one state, each window has one call, the log is gapless and tells what the table shows`,
    { timeout: 3_600_000 },
    async () => {
      const burst = fc.array(step, { minLength: 1, maxLength: histories.pressed });
      await fc.assert(
        fc.asyncProperty(fc.array(burst, { minLength: 4, maxLength: histories.bursts }), async (bursts) => {
          const { hall, kiosk, action } = await staffedHall({ windows: histories.windows, series: 3 });
          for (const burst of bursts) {
            const state = await snapshot(hall);
            const answers = await Promise.all(burst.map((s) => run(s, state, hall, kiosk, action)));
            // refusals are words of the domain, never a crash
            for (const answer of answers)
              if (answer) expect(answer.status === 200 || (answer.status >= 400 && answer.status < 500), JSON.stringify(answer)).toBe(true);
            await assertSound(hall);
          }
        }),
        { seed: 20261124, numRuns: histories.runs },
      );
      expect((await verifyLog(deps.owner)).findings).toEqual([]);
    },
  );
});

interface Row {
  id: string;
  number: string;
  state: string;
  window_id: string | null;
  series_id: string;
}

async function snapshot(hall: TestHall): Promise<Row[]> {
  return deps.owner<
    Row[]
  >`select t.id, t.number, t.state, t.window_id, t.series_id from tickets t join hall_days d on d.id = t.hall_day_id where d.hall_id = ${hall.id} order by t."order"`;
}

async function run(
  s: Step,
  tickets: Row[],
  hall: TestHall,
  kiosk: Who,
  action: (i: number, body: object) => Promise<Answer>,
): Promise<Answer | null> {
  if (s.kind === 'take')
    return twice(hallServer, '/api/tickets', kiosk, { seriesId: hall.series[s.series], priority: s.priority ? 'elderly' : null });
  if (s.kind === 'outside') {
    const one = tickets.find((t) => t.state === (s.action === 'rejoin' ? 'MISSED' : 'WAITING'));
    if (!one) return null;
    if (s.action === 'rejoin') return twice(hallServer, '/api/tickets/rejoin', kiosk, { number: one.number });
    const path = s.action === 'cancel' ? 'cancel' : 'let-pass';
    return twice(portal, `/api/tickets/${ticketLink(deps.keys.link, one.id)}/${path}`, kiosk, {});
  }
  if (s.action === 'next') return action(s.window, { action: 'next' });
  const at = tickets.find((t) =>
    s.action === 'resume' || s.action === 'return' ? t.state === 'HELD' : t.window_id === hall.windows[s.window],
  );
  if (!at) return null;
  // to another queue, or to the next window
  if (s.action === 'transfer') return action(s.window, { action: 'transfer', ticketId: at.id, toSeriesId: hall.series[0] });
  if (s.action === 'send') {
    const toWindowId = hall.windows[(s.window + 1) % hall.windows.length];
    return action(s.window, { action: 'transfer', ticketId: at.id, toSeriesId: at.series_id, toWindowId });
  }
  return action(s.window, { action: s.action, ticketId: at.id });
}
