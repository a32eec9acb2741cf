import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import type { Beat, ClientToServer, HallPublicView, ServerToClient, ViewName, WatchReply } from '@one-window/domain/views';

type Connection = Socket<ClientToServer, ServerToClient>;

/** A real Socket.IO server that a test holds in its hand: what it answers, what it pushes, whom it cuts. */
export interface LiveServer {
  readonly url: string;
  /** Every `watch` that came, e.g. `hall.public h1`. */
  readonly watched: string[];
  readonly unwatched: string[];
  connections(): number;
  answer: (view: ViewName, id: string) => WatchReply | null;
  admit: () => string | null;
  push(view: ViewName, id: string, data: HallPublicView): void;
  beat(beat: Beat): void;
  revoke(): void;
  cut(): void;
  stop(): Promise<void>;
}

export async function liveServer(): Promise<LiveServer> {
  const http: HttpServer = createServer();
  const io = new Server<ClientToServer, ServerToClient>(http, { transports: ['websocket'], cors: { origin: '*' } });
  const server: LiveServer = {
    url: '',
    watched: [],
    unwatched: [],
    connections: () => io.of('/').sockets.size,
    answer: () => ({ ok: false, code: 'not_found' }),
    admit: () => null,
    push: (view, id, data) => io.emit('view', { view, id, data }),
    beat: (beat) => io.emit('beat', beat),
    revoke() {
      io.emit('revoked');
      io.disconnectSockets(true);
    },
    cut: () => io.disconnectSockets(true),
    stop: () => new Promise((done) => void io.close(() => done())),
  };
  io.use((_socket, next) => {
    const refusal = server.admit();
    if (refusal === null) next();
    else next(new Error(refusal));
  });
  io.on('connection', (socket: Connection) => {
    socket.on('watch', (view, id, reply) => {
      server.watched.push(`${view} ${id}`);
      const answer = server.answer(view, id);
      if (answer) reply(answer);
    });
    socket.on('unwatch', (view, id) => void server.unwatched.push(`${view} ${id}`));
  });
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  return Object.assign(server, { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` });
}

/** A public view of a hall with one series. */
export function publicView(asOf: string, waiting: number, epoch = 'e1'): HallPublicView {
  return {
    epoch,
    asOf,
    version: waiting,
    hall: {
      id: 'h1',
      name: { zh: '大厅', en: null },
      timeZone: 'Asia/Shanghai',
      notice: null,
      guideDesk: null,
      phone: null,
      silent: false,
    },
    businessDate: '2026-11-24',
    opening: { plan: null, none: null },
    help: [],
    voice: null,
    policy: {
      rule: 'accumulating',
      priorityRate: 200,
      ordinaryPerPriority: 2,
      overtakeMax: 6,
      rejoinMinutes: 30,
      recallMax: 2,
      itemsMax: 5,
    },
    calls: [],
    windows: [],
    series: [
      {
        id: 's1',
        prefix: 'A',
        name: { zh: '综合', en: null },
        hint: null,
        place: null,
        waiting,
        waitMinutes: null,
        openWindows: 1,
        issuing: true,
        full: null,
        bookable: false,
        results: false,
      },
    ],
  };
}
