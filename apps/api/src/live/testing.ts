import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket as Line } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach } from 'vitest';
import { isNewer, type ClientToServer, type HallPublicView, type ServerToClient, type WatchReply } from '@one-window/domain/views';
import { openSql } from '../db/sql.ts';
import { caseLive } from '../cases/live.ts';
import { hotlineLive } from '../hotline/live.ts';
import { hallDirectory } from '../halls/directory.ts';
import { placeOfLink } from '../tickets/routes.ts';
import { testDeps, testHall, type TestDeps, type TestHall } from '../testing.ts';
import { openBus, type Bus, type Hint } from './bus.ts';
import { publisher, type Publisher } from './publisher.ts';
import { sockets, type Sockets, type Watcher } from './sockets.ts';

/** One API process as the screens see it: pools, publisher, bus, sockets on a port of its own. */
export interface Node {
  readonly url: string;
  readonly publisher: Publisher;
  readonly sockets: Sockets;
  readonly bus: Bus;
  readonly server: Server;
  /** The lines that screens hold, also those that are only being set up. */
  readonly lines: Set<Line>;
  stop(): Promise<void>;
}

export let deps: TestDeps;
export let hall: TestHall;
const nodes: Node[] = [];
const boards: Board[] = [];
export const alive = { value: true };

/** A hall on a database of its own before each test of a file. */
export function liveHall(): void {
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
}

/** The hall and its service on another server. */
export async function moveTo(adminUrl?: string): Promise<void> {
  await Promise.all(nodes.splice(0).map((node) => node.stop()));
  await deps.close();
  deps = await testDeps(adminUrl ? { adminUrl } : {});
  hall = await testHall(deps.owner);
}

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

export async function startNode(now = Date.now): Promise<Node> {
  const app = openSql(deps.database.url('app'), 2);
  const screen = openSql(deps.database.url('screen'), 2);
  const live = publisher({
    screen,
    sql: app,
    halls: hallDirectory(app),
    now,
    log: deps.log,
    staffName: () => null,
    personNames: async () => new Map(),
  });
  const audience = sockets(live, hotlineLive({ ...deps, sql: app }), caseLive({ ...deps, sql: app }));
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

export interface Board {
  readonly socket: Socket<ServerToClient, ClientToServer>;
  view: HallPublicView | null;
  readonly asked: Promise<WatchReply>;
}

/** The whole client protocol of a screen: ask on every connect, take what is newer. */
export function board(node: Node, options: { kind?: string; view?: 'hall.public' | 'hall.staff' | 'ticket'; id?: string } = {}): Board {
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
export async function truth(): Promise<{ waiting: Record<string, number>; last: string[] }> {
  const rows = await deps.owner<{ series_id: string; waiting: number }[]>`
    select s.id as series_id, count(t.id) filter (where t.state = 'WAITING')::int as waiting from series s left join tickets t on t.series_id = s.id where s.hall_id = ${hall.id} group by s.id`;
  const last = await deps.owner<{ number: string }[]>`
    select t.number from tickets t join hall_days d on d.id = t.hall_day_id where d.hall_id = ${hall.id} and t.call_seq is not null and t.state <> 'WAITING' order by t.call_seq desc limit 12`;
  return { waiting: Object.fromEntries(rows.map((r) => [r.series_id, r.waiting])), last: last.map((r) => r.number) };
}

export const shown = (view: HallPublicView) => ({
  waiting: Object.fromEntries(view.series.map((s) => [s.id, s.waiting])),
  last: view.calls.map((c) => c.number),
});

/** The service's `touched`: the own screens at once, the other processes by the bus. */
export function announce(node: Node): void {
  deps.touchedHooks.add(() => {
    node.publisher.dirty(hall.id);
    node.bus.send(`hall:${hall.id}`);
  });
}
