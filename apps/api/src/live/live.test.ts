import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket as Line } from 'node:net';
import { availableParallelism, loadavg } from 'node:os';
import { getRequestListener } from '@hono/node-server';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { isNewer, type ClientToServer, type HallPublicView, type ServerToClient, type WatchReply } from '@one-window/domain/views';
import { openSql } from '../db/sql.ts';
import { hallDirectory } from '../halls/directory.ts';
import { ticketLink } from '../tickets/link.ts';
import { placeOfLink } from '../tickets/routes.ts';
import { post, testClerk, testDeps, testDevice, testHall, type TestDeps, type TestHall } from '../testing.ts';
import { primaryAndStandby } from '../testing-server.ts';
import { openBus, type Bus, type Hint } from './bus.ts';
import { publisher, type Publisher } from './publisher.ts';
import { sockets, type Sockets, type Watcher } from './sockets.ts';

/** One API process as the screens see it: pools, publisher, bus, sockets on a port of its own. */
interface Node {
  readonly url: string;
  readonly publisher: Publisher;
  readonly sockets: Sockets;
  readonly bus: Bus;
  readonly server: Server;
  /** The lines that screens hold, also those that are only being set up. */
  readonly lines: Set<Line>;
  stop(): Promise<void>;
}

let deps: TestDeps;
let hall: TestHall;
const nodes: Node[] = [];
const boards: Board[] = [];
const alive = { value: true };

beforeEach(async () => {
  deps = await testDeps();
  hall = await testHall(deps.owner, { series: 2, windows: 4 });
  deps.halls.clear();
  alive.value = true;
});
afterEach(async () => {
  for (const board of boards.splice(0)) board.socket.disconnect();
  for (const node of nodes.splice(0)) await node.stop();
  await deps.close();
});

/** What the listeners of the hall and of the portal allow, in one. */
function watcher(kind: string): Watcher {
  return {
    alive: async () => alive.value,
    resolve: async (view, id) => {
      if (view === 'ticket') return kind === 'phone' ? placeOfLink(deps, id) : null;
      if (view === 'hall.staff' && kind !== 'staff') return null;
      return id === hall.id && kind !== 'phone' ? { hallId: id } : null;
    },
  };
}

async function startNode(): Promise<Node> {
  const app = openSql(deps.database.url('app'), 2);
  const screen = openSql(deps.database.url('screen'), 2);
  const live = publisher({
    screen,
    sql: app,
    halls: hallDirectory(app),
    now: Date.now,
    log: deps.log,
    staffName: () => null,
    personNames: async () => new Map(),
  });
  const audience = sockets(live);
  const onHint = (hint: Hint): void => {
    if (hint.startsWith('hall:')) live.dirty(hint.slice(5));
  };
  const bus = await openBus(app, deps.log, { hint: onHint, reconnected: () => live.dirtyAll() });
  live.start(audience);
  const server = createServer(getRequestListener(deps.apps.hall.fetch));
  const lines = new Set<Line>();
  server.on('connection', (line: Line) => {
    lines.add(line);
    line.once('close', () => lines.delete(line));
  });
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
  audience.attach(server, async (header) => (header('x-kind') === 'nobody' ? null : watcher(header('x-kind') ?? 'board')));
  const node: Node = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    publisher: live,
    sockets: audience,
    bus,
    server,
    lines,
    async stop() {
      await Promise.all([live.stop(), bus.stop()]);
      server.closeAllConnections();
      await audience.stop();
      await Promise.all([app.end({ timeout: 1 }), screen.end({ timeout: 1 })]);
    },
  };
  nodes.push(node);
  return node;
}

interface Board {
  readonly socket: Socket<ServerToClient, ClientToServer>;
  view: HallPublicView | null;
  readonly asked: Promise<WatchReply>;
}

/** The whole client protocol of a screen: ask on every connect, take what is newer. */
function board(node: Node, options: { kind?: string; view?: 'hall.public' | 'hall.staff' | 'ticket'; id?: string } = {}): Board {
  const socket: Board['socket'] = io(node.url, {
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelay: 20,
    reconnectionDelayMax: 100,
    extraHeaders: { 'x-kind': options.kind ?? 'board' },
  });
  let answered: (reply: WatchReply) => void = () => undefined;
  const self: Board = { socket, view: null, asked: new Promise((done) => (answered = done)) };
  const take = (data: unknown): void => {
    if (isNewer(data as HallPublicView, self.view)) self.view = data as HallPublicView;
  };
  socket.on('view', ({ data }) => take(data));
  socket.on('connect', () => {
    socket.emit('watch', options.view ?? 'hall.public', options.id ?? hall.id, (reply) => {
      if (reply.ok) take(reply.data);
      answered(reply);
    });
  });
  boards.push(self);
  return self;
}

/** What a board must show, read from the database alone. */
async function truth(): Promise<{ waiting: Record<string, number>; last: string[] }> {
  const rows = await deps.owner<{ series_id: string; waiting: number }[]>`
    select s.id as series_id, count(t.id) filter (where t.state = 'WAITING')::int as waiting from series s left join tickets t on t.series_id = s.id where s.hall_id = ${hall.id} group by s.id`;
  const last = await deps.owner<{ number: string }[]>`
    select t.number from tickets t join hall_days d on d.id = t.hall_day_id where d.hall_id = ${hall.id} and t.call_seq is not null and t.state <> 'WAITING' order by t.call_seq desc limit 12`;
  return { waiting: Object.fromEntries(rows.map((r) => [r.series_id, r.waiting])), last: last.map((r) => r.number) };
}

const shown = (view: HallPublicView) => ({
  waiting: Object.fromEntries(view.series.map((s) => [s.id, s.waiting])),
  last: view.calls.map((c) => c.number),
});

/** The service's `touched`: the own screens at once, the other processes by the bus. */
function announce(node: Node): void {
  deps.touchedHooks.add(() => {
    node.publisher.dirty(hall.id);
    node.bus.send(`hall:${hall.id}`);
  });
}

describe('a board', () => {
  test('gets the hall when it asks, and every change after that', async () => {
    const node = await startNode();
    announce(node);
    const screen = board(node);
    expect(await screen.asked).toMatchObject({ ok: true });
    await post(deps.apps.hall, '/api/tickets', testDevice(deps, hall.id), { seriesId: hall.series[0] });
    await vi.waitFor(() => expect(screen.view!.series[0]!.waiting).toBe(1), { interval: 5 });
  });

  test('sees a change whose hint was lost, by the sweep', async () => {
    const node = await startNode();
    const screen = board(node);
    await screen.asked;
    await post(deps.apps.hall, '/api/tickets', testDevice(deps, hall.id), { seriesId: hall.series[0] });
    await vi.waitFor(() => expect(screen.view!.series[0]!.waiting).toBe(1), { timeout: 3_000 });
  });

  test('takes an earlier view of another epoch: a restored database does not freeze it', async () => {
    const node = await startNode();
    announce(node);
    const screen = board(node);
    await screen.asked;
    screen.view = { ...screen.view!, asOf: '2999-01-01T00:00:00.000000Z' };
    await deps.owner`insert into meta (key, value) values ('epoch', '"restored"')`;
    await vi.waitFor(() => expect(screen.view!.epoch).toMatch(/restored$/), { timeout: 3_000 });
  });

  test('is cut within five seconds when its pairing is revoked', async () => {
    const node = await startNode();
    const screen = board(node);
    await screen.asked;
    const gone = new Promise((done) => screen.socket.once('disconnect', done));
    alive.value = false;
    const start = performance.now();
    await gone;
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

describe('a room', () => {
  test('opens only to whom its listener allows', async () => {
    const node = await startNode();
    const { body } = await post(deps.apps.hall, '/api/tickets', testDevice(deps, hall.id), { seriesId: hall.series[0] });
    const link = (body['ticket'] as { url: string }).url.split('/t/')[1]!;
    const ask = async (kind: string, view: 'hall.public' | 'hall.staff' | 'ticket', id: string) =>
      (await board(node, { kind, view, id }).asked).ok;
    expect(await ask('board', 'hall.public', hall.id)).toBe(true);
    expect(await ask('board', 'hall.staff', hall.id)).toBe(false);
    expect(await ask('board', 'ticket', link)).toBe(false);
    expect(await ask('phone', 'ticket', link)).toBe(true);
    expect(await ask('phone', 'hall.public', hall.id)).toBe(false);
    expect(await ask('phone', 'ticket', ticketLink(Buffer.alloc(32, 9), hall.id))).toBe(false);
    expect(await ask('staff', 'hall.staff', hall.id)).toBe(true);
    expect(await ask('staff', 'hall.public', '00000000-0000-7000-8000-000000000000')).toBe(false);
  });

  test('does not exist for a socket that nobody knows', async () => {
    const node = await startNode();
    const stranger = board(node, { kind: 'nobody' });
    const error = await new Promise<Error>((done) => stranger.socket.once('connect_error', done));
    expect(error.message).toBe('auth.required');
  });

  test('for the public tells nothing of persons or clerks', async () => {
    const node = await startNode();
    const clerk = testClerk(deps);
    await post(deps.apps.hall, '/api/tickets', testDevice(deps, hall.id), { seriesId: hall.series[0], priority: 'ill' });
    await post(deps.apps.desk, `/api/windows/${hall.windows[0]}/session`, clerk, { action: 'open' });
    await post(deps.apps.desk, `/api/windows/${hall.windows[0]}/actions`, clerk, { action: 'next' });
    const screen = board(node);
    await screen.asked;
    const text = JSON.stringify(screen.view);
    expect(text).toContain('A0001');
    expect(text).not.toContain(clerk.id);
    expect(text).not.toMatch(/person|clerk|priority":"ill/);
  });
});

describe('a database that fails over to its standby', () => {
  test('freezes no screen: each shows what the standby knew, and then what happens there', { timeout: 60_000 }, async () => {
    const pair = await primaryAndStandby();
    try {
      await deps.close();
      deps = await testDeps({ adminUrl: pair.url });
      hall = await testHall(deps.owner);
      const node = await startNode();
      announce(node);
      const screen = board(node);
      await screen.asked;
      const kiosk = testDevice(deps, hall.id);
      const take = () => post(deps.apps.hall, '/api/tickets', kiosk, { seriesId: hall.series[0] });
      const waiting = () => screen.view!.series[0]!.waiting;
      for (let n = 0; n < 3; n += 1) expect((await take()).status).toBe(200);
      await expect.poll(waiting).toBe(3);
      await pair.detach();
      for (let n = 0; n < 4; n += 1) expect((await take()).status).toBe(200);
      await expect.poll(waiting).toBe(7);

      await pair.failOver();
      await expect.poll(waiting, { timeout: 5_000 }).toBe(3);
      await expect.poll(async () => (await take()).status, { timeout: 5_000 }).toBe(200);
      await expect.poll(waiting).toBe(4);
      expect(shown(screen.view!)).toEqual(await truth());
    } finally {
      await Promise.all(nodes.splice(0).map((node) => node.stop()));
      await deps.close();
      deps = await testDeps();
      await pair.stop();
    }
  });
});

describe('chaos', () => {
  test(
    '40 boards on two processes under constant change, sockets cut and listeners killed: 300 ms after the last change every board is right',
    { timeout: 120_000 },
    async () => {
      const [first, second] = [await startNode(), await startNode()];
      announce(first);
      const screens = Array.from({ length: 40 }, (_, i) => board(i % 2 ? second : first));
      await Promise.all(screens.map((s) => s.asked));
      const kiosk = testDevice(deps, hall.id);
      const clerks = hall.windows.map(() => testClerk(deps));
      await Promise.all(
        clerks.map((clerk, i) => post(deps.apps.desk, `/api/windows/${hall.windows[i]}/session`, clerk, { action: 'open' })),
      );

      const until = Date.now() + 10_000;
      let changes = 0;
      let seed = 20261124;
      const random = (n: number): number => {
        seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
        return seed % n;
      };
      const citizens = async (): Promise<void> => {
        while (Date.now() < until) {
          await post(deps.apps.hall, '/api/tickets', kiosk, { seriesId: hall.series[random(2)] });
          changes += 1;
          await tick(4);
        }
      };
      const work = async (i: number): Promise<void> => {
        const act = (body: object) => post(deps.apps.desk, `/api/windows/${hall.windows[i]}/actions`, clerks[i]!, body);
        while (Date.now() < until) {
          const { body } = await act({ action: 'next' });
          const ticket = body['ticket'] as { id: string } | null;
          if (ticket) changes += ((await act({ action: 'miss', ticketId: ticket.id })).status === 200 ? 1 : 0) + 1;
          await tick(8);
        }
      };
      const mayhem = async (): Promise<void> => {
        while (Date.now() < until) {
          // as a network cuts: the library hangs up politely, and waits 20 s where it does so in the middle of a greeting
          const lines = [...[first, second][random(2)]!.lines];
          lines[random(lines.length)]?.destroy();
          if (random(3) === 0)
            await deps.owner`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and (query ilike 'listen%' or query ilike '%pg_notify%')`;
          await tick(100);
        }
      };
      await Promise.all([citizens(), citizens(), ...clerks.map((_, i) => work(i)), mayhem()]);
      await tick(300);
      const settled = async (): Promise<void> => {
        const should = await truth();
        for (const screen of screens) expect(shown(screen.view!)).toEqual(should);
      };
      // beside other work on two cores the boards get 3 s
      if (loadavg()[0]! <= availableParallelism()) await settled();
      else await vi.waitFor(settled, { timeout: 3_000, interval: 50 });
      expect(changes).toBeGreaterThan(100);
    },
  );
});

const tick = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
