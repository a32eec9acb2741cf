import { serve, type ServerType } from '@hono/node-server';
import fc from 'fast-check';
import { Agent, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { QueuePolicy } from '@one-window/domain/tickets';
import { turnRules } from '@one-window/domain/turns';
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

interface Staffed {
  readonly hall: TestHall;
  readonly people: readonly Who[];
  readonly kiosk: Who;
  readonly action: (i: number, body: object) => Promise<Answer>;
}

async function staffedHall(options: Parameters<typeof testHall>[1] & { windows: number }): Promise<Staffed> {
  const hall = await testHall(deps.owner, options);
  deps.halls.clear();
  const people = hall.windows.map(() => testClerk(deps));
  await Promise.all(people.map((p, i) => send(desk, `/api/windows/${hall.windows[i]}/session`, p, { action: 'open' })));
  const action = (i: number, body: object): Promise<Answer> => twice(desk, `/api/windows/${hall.windows[i]}/actions`, people[i]!, body);
  return { hall, people, kiosk: testDevice(deps, hall.id), action };
}

/** What must be true of a hall-day at any moment; a hall where nobody pressed anything yet has none. */
async function assertSound(hall: TestHall): Promise<void> {
  const [row] = await deps.owner<
    { tickets: number; numbers: number; taken: number; counters: Record<string, number>; double: number; version: number; events: number }[]
  >`
    select count(t.id)::int as tickets, count(distinct t.number)::int as numbers, d.taken, d.counters, d.version,
      (select count(*)::int from events e where e.stream = d.id) as events,
      (select count(*)::int from (select window_id from tickets o where o.hall_day_id = d.id and o.state in ('CALLED', 'SERVING') group by window_id having count(*) > 1) x) as double
    from hall_days d left join tickets t on t.hall_day_id = d.id where d.hall_id = ${hall.id} group by d.id`;
  if (!row) return;
  expect(row.tickets).toBe(row.taken);
  expect(row.numbers).toBe(row.taken);
  expect(Object.values(row.counters).reduce((a, b) => a + b, 0)).toBe(row.taken);
  expect(row.double).toBe(0);
  expect(row.events).toBe(row.version);
}

describe('12 clerks press "next" in the same instant, every request sent twice', () => {
  test(
    `${rounds} rounds: nobody is called twice, nobody is skipped, every clerk gets one while any waits`,
    { timeout: 900_000 },
    async () => {
      const { hall, people, kiosk, action } = await staffedHall({ windows: clerks, series: 1 });
      const called: string[] = [];
      for (let round = 0; round < rounds; round += 1) {
        // one round in three there is somebody for everybody; in the others most clerks press in vain, all in the same instant
        const citizens = round % 3 === 0 ? clerks : 4;
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

const presses = [
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
] as const;
const ofCitizens = ['rejoin', 'let_pass', 'cancel', 'move'] as const;
const ofGuides = ['take', 'reroute', 'prioritise', 'cancel', 'rejoin', 'let_pass'] as const;
const ofManagers = ['reskill', 'halt', 'resume', 'abandon', 'return', 'sweep'] as const;
const ofSessions = ['open', 'take_over', 'close', 'pause', 'resume'] as const;

const window = fc.nat(histories.windows - 1);
const series = fc.nat(2);
const weighted = <T extends object>(weight: number, model: { [K in keyof T]: fc.Arbitrary<T[K]> }) => ({
  weight,
  arbitrary: fc.record(model) as unknown as fc.Arbitrary<T>,
});
/** A press of a window's key is as frequent as in a hall; what a manager changes comes now and then. */
const step = fc.oneof(
  weighted(8, { by: fc.constant('kiosk' as const), series, priority: fc.boolean() }),
  weighted(8, { by: fc.constant('window' as const), window, press: fc.constant('next' as const) }),
  weighted(10, { by: fc.constant('window' as const), window, press: fc.constantFrom(...presses) }),
  weighted(4, { by: fc.constant('citizen' as const), press: fc.constantFrom(...ofCitizens) }),
  weighted(3, { by: fc.constant('guide' as const), press: fc.constantFrom(...ofGuides), series }),
  weighted(2, { by: fc.constant('manager' as const), press: fc.constantFrom(...ofManagers), window, series }),
  weighted(3, { by: fc.constant('session' as const), press: fc.constantFrom(...ofSessions), window }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const history = fc.record({
  policy: fc.record({ rule: fc.constantFrom(...turnRules), overtakeMax: fc.constantFrom(1, 2, 6) }),
  bursts: fc.array(fc.array(step, { minLength: 1, maxLength: histories.pressed }), { minLength: 4, maxLength: histories.bursts }),
});

describe('every edge of the ticket machine in any order at once', () => {
  test(
    `no history of ${histories.runs} breaks the hall: each ticket is in one state, each window has one call, nobody is overtaken beyond the cap, the log is gapless and tells what the table shows`,
    { timeout: 3_600_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(history, async ({ policy, bursts }) => {
          const here = await staffedHall({ windows: histories.windows, series: 3, policy });
          // where a number may be moved to; its clerks call nobody
          const there = await testHall(deps.owner, { series: 3, windows: 1, beside: here.hall });
          deps.halls.clear();
          for (const burst of bursts) {
            const tickets = await snapshot(here.hall);
            const answers = await Promise.all(burst.map((s, i) => run(s, { ...here, there, tickets, i })));
            // refusals are words of the domain, never a crash
            for (const answer of answers)
              if (answer) expect(answer.status === 200 || (answer.status >= 400 && answer.status < 500), JSON.stringify(answer)).toBe(true);
            await Promise.all([assertSound(here.hall), assertSound(there), assertNobodyBeyond(here.hall, policy)]);
          }
        }),
        { seed: 20261124, numRuns: histories.runs },
      );
      expect((await verifyLog(deps.owner)).findings).toEqual([]);
    },
  );
});

/**
 * Nobody who stood in one queue from arrival on was overtaken there more often than the hall's rule allows. Who was sent
 * somewhere, came back or let others pass stands where others were called before already.
 */
async function assertNobodyBeyond(hall: TestHall, { overtakeMax }: Pick<QueuePolicy, 'overtakeMax'>): Promise<void> {
  const beyond = await deps.owner`
    with day as (select d.id from hall_days d where d.hall_id = ${hall.id}), calls as (
      select e.subject, t."order", string_to_array(e.body::jsonb -> 'why' ->> 'queues', ' ') as queues, e.version
      from events e join day on e.stream = day.id join tickets t on t.id = e.subject where e.type = 'ticket.called')
    select t.number, count(c.*)::int as overtaken from day join tickets t on t.hall_day_id = day.id
    join events own on own.stream = day.id and own.subject = t.id and own.type = 'ticket.taken'
    join series s on s.id = t.series_id
    join calls c on c."order" > t."order" and s.prefix = any(c.queues) and c.version > own.version
      and c.version < coalesce((select min(e.version) from events e where e.stream = day.id and e.subject = t.id and e.version > own.version), 1e9)
    where not exists (select from events e where e.stream = day.id and e.subject in (t.id, c.subject)
      and e.type = any(${['ticket.transferred', 'ticket.rejoined', 'ticket.let_pass', 'ticket.returned', 'ticket.resumed', 'ticket.undone']}))
    group by t.id having count(*) > ${overtakeMax}`;
  expect(beyond).toEqual([]);
}

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

interface Scene extends Staffed {
  readonly there: TestHall;
  readonly tickets: readonly Row[];
  /** Which press of the burst: not all aim at the same person. */
  readonly i: number;
}

async function run(s: Step, scene: Scene): Promise<Answer | null> {
  const { hall, kiosk, tickets, i } = scene;
  const one = (state: string): Row | undefined => {
    const those = tickets.filter((t) => t.state === state);
    return those[i % Math.max(1, those.length)];
  };
  switch (s.by) {
    case 'kiosk':
      return twice(hallServer, '/api/tickets', kiosk, { seriesId: hall.series[s.series], priority: s.priority ? 'elderly' : null });
    case 'window':
      return atWindow(s.press, s.window, scene);
    case 'citizen': {
      const ticket = one(s.press === 'rejoin' ? 'MISSED' : 'WAITING');
      if (!ticket) return null;
      if (s.press === 'rejoin') return twice(hallServer, '/api/tickets/rejoin', kiosk, { number: ticket.number });
      const path = `/api/tickets/${ticketLink(deps.keys.link, ticket.id)}/${s.press.replace('_', '-')}`;
      return twice(portal, path, kiosk, s.press === 'move' ? { hallId: scene.there.id } : {});
    }
    case 'guide':
      return byGuide(s.press, hall.series[s.series]!, scene, one(s.press === 'rejoin' ? 'MISSED' : 'WAITING'));
    case 'manager':
      return byManager(s.press, s.window, hall.series[s.series]!, scene, one(s.press === 'return' ? 'HELD' : 'WAITING'));
    case 'session': {
      // the one who takes over is the clerk of the next window
      const who = scene.people[(s.window + (s.press === 'take_over' ? 1 : 0)) % scene.people.length]!;
      const body = {
        open: { action: 'open' },
        take_over: { action: 'open', takeOver: true },
        close: { action: 'close' },
        pause: { action: 'pause', reason: 'meal' },
        resume: { action: 'resume' },
      }[s.press];
      return twice(desk, `/api/windows/${hall.windows[s.window]}/session`, who, body);
    }
  }
}

async function atWindow(press: (typeof presses)[number], window: number, { hall, action, tickets }: Scene): Promise<Answer | null> {
  if (press === 'next') return action(window, { action: 'next' });
  const at = tickets.find((t) => (press === 'resume' || press === 'return' ? t.state === 'HELD' : t.window_id === hall.windows[window]));
  if (!at) return null;
  // to another queue, or to the next window
  if (press === 'transfer') return action(window, { action: 'transfer', ticketId: at.id, toSeriesId: hall.series[0] });
  if (press === 'send') {
    const toWindowId = hall.windows[(window + 1) % hall.windows.length];
    return action(window, { action: 'transfer', ticketId: at.id, toSeriesId: at.series_id, toWindowId });
  }
  return action(window, { action: press, ticketId: at.id });
}

async function byGuide(press: (typeof ofGuides)[number], seriesId: string, { hall, people }: Scene, ticket?: Row): Promise<Answer | null> {
  const act = (body: object): Promise<Answer> => twice(desk, `/api/halls/${hall.id}/guide`, people[0]!, { action: press, ...body });
  if (press === 'take') return act({ seriesId });
  if (!ticket) return null;
  const more = { reroute: { toSeriesId: seriesId }, prioritise: { priority: 'pregnant' }, cancel: {}, rejoin: {}, let_pass: {} }[press];
  return act({ ticketId: ticket.id, ...more });
}

async function byManager(
  press: (typeof ofManagers)[number],
  window: number,
  seriesId: string,
  { hall, people }: Scene,
  ticket?: Row,
): Promise<Answer | null> {
  const act = (body: object): Promise<Answer> => twice(desk, `/api/halls/${hall.id}/manage`, people[0]!, { action: press, ...body });
  // only that queue and help with the first, or as configured again
  const skills = window === 0 ? null : { seriesIds: [...new Set([seriesId, hall.series[0]!])], fallbackIds: [hall.series[0]!] };
  if (press === 'reskill') return act({ windowId: hall.windows[window], skills });
  if (press === 'halt') return act({ reason: 'power', minutes: null });
  if (press === 'resume' || press === 'sweep') return act({});
  return ticket ? act({ ticketId: ticket.id }) : null;
}
