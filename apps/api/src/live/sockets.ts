import type { IncomingHttpHeaders, Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { DomainError, errorStatus } from '@one-window/domain/errors';
import type { Beat, ClientToServer, ServerToClient, ViewName, WatchReply } from '@one-window/domain/views';
import type { CaseAudience, CaseLive } from '../cases/live.ts';
import type { HeaderOf } from '../identity.ts';
import type { HotlineAudience, HotlineLive } from '../hotline/live.ts';
import type { Audience, HallRead, Publisher } from './publisher.ts';

type HallPlace = { readonly hallId: string; readonly ticketId?: string; readonly windowId?: string };
/** What is watched: a hall, and in it one ticket or one window; what rings at one operator's; or one case. */
export type Place = HallPlace | { readonly operatorId: string } | { readonly caseId: string };

/** Who is at the other end, and what it may watch. Default deny: a listener names its views. */
export interface Watcher {
  /** May this one watch? Gives the place in a hall or at the hotline, or null: nothing is said about what exists. */
  resolve(view: ViewName, id: string): Promise<Place | null>;
  /** Sign-in or pairing still holds. */
  alive(): Promise<boolean>;
}

export type Authenticate = (header: HeaderOf) => Promise<Watcher | null>;

type IO = Server<ClientToServer, ServerToClient, Record<string, never>, { watcher: Watcher }>;
type Connection = Socket<ClientToServer, ServerToClient, Record<string, never>, { watcher: Watcher }>;

/** A revoked device or session is cut within this time. */
const aliveEveryMs = 3_000;
/** A phone page needs one, a desk two; more is not a screen. */
const maxRooms = 8;

const publicRoom = (hallId: string): string => `public:${hallId}`;
const staffRoom = (hallId: string): string => `staff:${hallId}`;
const ticketRoom = (hallId: string, ticketId: string): string => `ticket:${hallId}:${ticketId}`;
const padRoom = (hallId: string, windowId: string): string => `pad:${hallId}:${windowId}`;
const operatorRoom = 'operator:';
const caseRoom = 'case:';

function roomOf(view: ViewName, place: Place): string {
  if ('operatorId' in place) return `${operatorRoom}${place.operatorId}`;
  if ('caseId' in place) return `${caseRoom}${place.caseId}`;
  if (view === 'ticket') return ticketRoom(place.hallId, place.ticketId!);
  if (view === 'window.pad') return padRoom(place.hallId, place.windowId!);
  return view === 'hall.staff' ? staffRoom(place.hallId) : publicRoom(place.hallId);
}

function viewOf(view: ViewName, read: HallRead, { ticketId, windowId }: HallPlace) {
  if (view === 'ticket') return read.ticketView(ticketId!);
  if (view === 'window.pad') return read.padView(windowId!);
  return view === 'hall.staff' ? read.staffView : read.publicView;
}

export interface Sockets extends Audience {
  readonly hotline: HotlineAudience;
  readonly cases: CaseAudience;
  attach(server: HttpServer, authenticate: Authenticate): void;
  /** Checks every connection now, e.g. after a revocation. */
  recheck(): Promise<void>;
  stop(): Promise<void>;
}

/** Read-only sockets: `watch` a view, get it whole, then take pushes. Commands go by HTTP. */
export function sockets(publisher: Publisher, hotline: HotlineLive, cases: CaseLive): Sockets {
  const servers: IO[] = [];
  /** Links are capabilities: a push to a phone names the link it asked with, not the ticket's id. */
  const links = new Map<string, string>();

  const rooms = function* (): Iterable<string> {
    for (const io of servers) for (const room of io.of('/').adapter.rooms.keys()) if (room.includes(':')) yield room;
  };
  const named = (prefix: string): string[] =>
    [...rooms()].filter((room) => room.startsWith(prefix)).map((room) => room.slice(prefix.length));
  const has = (room: string): boolean => servers.some((io) => io.of('/').adapter.rooms.has(room));
  const emit = (room: string, message: Parameters<ServerToClient['view']>[0]): void => {
    for (const io of servers) if (io.of('/').adapter.rooms.has(room)) io.to(room).emit('view', message);
  };

  const watch = async (socket: Connection, view: ViewName, id: string): Promise<WatchReply> => {
    const place = await socket.data.watcher.resolve(view, id);
    if (!place) return { ok: false, code: 'not_found' satisfies DomainError['code'] };
    const room = roomOf(view, place);
    if (socket.rooms.size > maxRooms) return { ok: false, code: 'limit.too_many' };
    // first the room, then the read: a change in between is pushed, and the newer one wins
    if (view === 'ticket') links.set(room, id);
    await socket.join(room);
    if ('operatorId' in place) return { ok: true, data: await hotline.read(place.operatorId) };
    if ('caseId' in place) {
      const head = await cases.read(place.caseId);
      return head ? { ok: true, data: head } : { ok: false, code: 'not_found' };
    }
    const read = await publisher.fresh(place.hallId, view === 'hall.staff' ? true : undefined);
    const data = viewOf(view, read, place);
    return data ? { ok: true, data } : { ok: false, code: 'not_found' };
  };

  const recheck = async (): Promise<void> => {
    const all = servers.flatMap((io) => [...io.of('/').sockets.values()] as Connection[]);
    await Promise.all(
      all.map(async (socket) => {
        // a database that is away says nothing about the session: keep it, the screen tells its age
        if (await socket.data.watcher.alive().catch(() => true)) return;
        socket.emit('revoked');
        socket.disconnect(true);
      }),
    );
  };
  const timer = setInterval(() => void recheck(), aliveEveryMs);

  return {
    attach(server, authenticate) {
      const io: IO = new Server(server, {
        transports: ['websocket'],
        perMessageDeflate: false,
        httpCompression: false,
        serveClient: false,
        maxHttpBufferSize: 4_096,
        pingInterval: 10_000,
        pingTimeout: 8_000,
        allowRequest: (req, done) => done(null, sameOrigin(req.headers)),
      });
      io.use((socket, next) => {
        authenticate(headerOf(socket.handshake.headers)).then(
          (watcher) => {
            if (!watcher) return next(new Error('auth.required'));
            socket.data.watcher = watcher;
            next();
          },
          // a revoked screen is told so; a database that is away says nothing about who asks
          (error: unknown) =>
            next(new Error(error instanceof DomainError && errorStatus[error.code] < 429 ? 'auth.required' : 'unavailable')),
        );
      });
      io.on('connection', (socket) => {
        // one after the other: who lets go and asks again must not be let go of after that
        let before: Promise<unknown> = Promise.resolve();
        const inTurn = (work: () => Promise<void>): void => void (before = before.then(work, work).catch(() => undefined));
        socket.on('watch', (view, id, reply) => {
          if (typeof reply !== 'function' || typeof id !== 'string' || typeof view !== 'string') return;
          inTurn(() =>
            watch(socket, view, id).then(reply, (error: unknown) =>
              reply({ ok: false, code: error instanceof DomainError ? error.code : 'unavailable' }),
            ),
          );
        });
        socket.on('unwatch', (view, id) =>
          inTurn(async () => {
            const place = await socket.data.watcher.resolve(view, id);
            if (place) await socket.leave(roomOf(view, place));
          }),
        );
      });
      servers.push(io);
    },
    recheck,
    halls() {
      return new Set(
        [...rooms()].filter((room) => !room.startsWith(operatorRoom) && !room.startsWith(caseRoom)).map((room) => room.split(':')[1]!),
      );
    },
    wantsStaff: (hallId) => has(staffRoom(hallId)),
    tickets: (hallId) => [...rooms()].filter((room) => room.startsWith(`ticket:${hallId}:`)).map((room) => room.split(':')[2]!),
    push(hallId: string, views: HallRead) {
      if (has(publicRoom(hallId))) emit(publicRoom(hallId), { view: 'hall.public', id: hallId, data: views.publicView });
      if (views.staffView && has(staffRoom(hallId))) emit(staffRoom(hallId), { view: 'hall.staff', id: hallId, data: views.staffView });
      const pads = padRoom(hallId, '');
      for (const room of new Set([...rooms()].filter((name) => name.startsWith(pads)))) {
        const windowId = room.slice(pads.length);
        const data = views.padView(windowId);
        if (data) emit(room, { view: 'window.pad', id: windowId, data });
      }
      const prefix = `ticket:${hallId}:`;
      const phoneRooms = new Set([...rooms()].filter((room) => room.startsWith(prefix)));
      for (const room of phoneRooms) {
        const data = views.ticketView(room.slice(prefix.length));
        if (data) emit(room, { view: 'ticket', id: links.get(room) ?? '', data });
      }
      for (const room of links.keys()) if (room.startsWith(prefix) && !phoneRooms.has(room)) links.delete(room);
    },
    hotline: {
      operators: () => named(operatorRoom),
      push: (staffId, data) => emit(`${operatorRoom}${staffId}`, { view: 'hotline.desk', id: staffId, data }),
    },
    cases: {
      cases: () => named(caseRoom),
      push: (caseId, data) => emit(`${caseRoom}${caseId}`, { view: 'case', id: caseId, data }),
    },
    beat(beat: Beat) {
      for (const io of servers) io.volatile.emit('beat', beat);
    },
    async stop() {
      clearInterval(timer);
      for (const io of servers) io.disconnectSockets(true);
      await Promise.all(servers.map((io) => new Promise<void>((done) => void io.close(() => done()))));
    },
  };
}

const headerOf =
  (headers: IncomingHttpHeaders): HeaderOf =>
  (name) => {
    const value = headers[name];
    return Array.isArray(value) ? value[0] : value;
  };

/** A page of another site must not open a socket with this browser's cookies. Devices and tests send no Origin. */
function sameOrigin(headers: Record<string, string | string[] | undefined>): boolean {
  const origin = headers['origin'];
  if (typeof origin !== 'string') return true;
  const host = headers['x-forwarded-host'] ?? headers['host'];
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}
